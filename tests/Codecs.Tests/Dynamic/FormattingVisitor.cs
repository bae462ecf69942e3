using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Dynamic;

/// <summary>Writes every value as text, into the same buffer again and again.</summary>
internal struct FormattingVisitor(char[] text) : IDynamicVisitor
{
    public int CharacterCount { get; private set; }

    public void Field(in DynamicField field) => CharacterCount += field.TryFormat(text, out int length) ? length : 0;

    public void BeginComposite(in DynamicField field) => CharacterCount += field.TryFormat(text, out int length) ? length : 0;

    public void Variable(in DynamicVariable data) => CharacterCount += data.TryFormat(text, out int length) ? length : 0;

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public readonly void EndComposite(in DynamicField field)
    {
    }

    public readonly void BeginGroup(SbeGroup group, int count, bool isAbsent)
    {
    }

    public readonly void EndGroup(SbeGroup group)
    {
    }

    public readonly void BeginEntry(SbeGroup group, int index)
    {
    }

    public readonly void EndEntry(SbeGroup group, int index)
    {
    }
}
