using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Makes every not-a-number of a message the same: to SBE each of them is null, and C# constants know only one.</summary>
internal struct NotANumber() : IDynamicVisitor
{
    private readonly List<(int Offset, int Size)> _places = [];

    public static void Unify(DynamicDecoder decoder, Span<byte> message)
    {
        NotANumber visitor = new NotANumber();
        decoder.Decode(message, ref visitor);
        foreach ((int offset, int size) in visitor._places)
            message.Slice(offset, size).Fill(0xFF);
    }

    public readonly void Field(in DynamicField field)
    {
        for (int index = 0; index < field.ElementCount; index++)
        {
            PrimitiveValue value = field.Element(index);
            bool isNotANumber = value.Type == PrimitiveType.Float ? float.IsNaN(BitConverter.Int32BitsToSingle((int)value.Bits))
                : value.Type == PrimitiveType.Double && double.IsNaN(BitConverter.Int64BitsToDouble(value.Bits));
            if (isNotANumber)
                _places.Add((field.Offset + (index * value.Type.Size()), value.Type.Size()));
        }
    }

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public readonly void BeginComposite(in DynamicField field)
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

    public readonly void Variable(in DynamicVariable data)
    {
    }
}
