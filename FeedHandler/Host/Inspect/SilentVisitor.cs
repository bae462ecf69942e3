using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Host.Inspect;

/// <summary>Wants nothing of a message but how its decoding ends.</summary>
internal readonly struct SilentVisitor : IDynamicVisitor
{
    public void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public void EndMessage(SbeMessage message)
    {
    }

    public void Field(in DynamicField field)
    {
    }

    public void BeginComposite(in DynamicField field)
    {
    }

    public void EndComposite(in DynamicField field)
    {
    }

    public void BeginGroup(SbeGroup group, int count, bool isAbsent)
    {
    }

    public void EndGroup(SbeGroup group)
    {
    }

    public void BeginEntry(SbeGroup group, int index)
    {
    }

    public void EndEntry(SbeGroup group, int index)
    {
    }

    public void Variable(in DynamicVariable data)
    {
    }
}
