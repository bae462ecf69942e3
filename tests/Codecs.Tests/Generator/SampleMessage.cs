using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>A message of a schema with pseudo-random fields, written from the model alone: no generated code takes part.</summary>
internal sealed class SampleMessage
{
    private const int EntryCount = 2;
    private const int DataLength = 3;

    private readonly List<byte> _bytes = [];
    private readonly SbeSchema _schema;
    private uint _state;

    private SampleMessage(SbeSchema schema, SbeMessage message)
    {
        _schema = schema;
        _state = message.Id + 1U;
        PartCount = Write(message.Block);
    }

    public byte[] Bytes => [.. _bytes];

    /// <summary>Group entries and data in the message.</summary>
    public int PartCount { get; }

    public static SampleMessage Of(SbeSchema schema, SbeMessage message) => new(schema, message);

    private int Write(SbeBlock block)
    {
        int count = 0;
        for (int index = 0; index < block.BlockLength; index++)
            _bytes.Add(Next());
        foreach (SbeGroup group in block.Groups)
        {
            byte[] dimension = new byte[group.Dimension.Type.Size];
            Put(dimension, group.Dimension.BlockLength, group.Block.BlockLength);
            Put(dimension, group.Dimension.NumInGroup, EntryCount);
            _bytes.AddRange(dimension);
            for (int entry = 0; entry < EntryCount; entry++)
                count += 1 + Write(group.Block);
        }

        foreach (SbeVariable variable in block.Variables)
        {
            byte[] head = new byte[variable.HeaderSize];
            Put(head, variable.Length, DataLength);
            _bytes.AddRange(head);
            for (int index = 0; index < DataLength; index++)
                _bytes.Add(Next());
            count++;
        }

        return count;
    }

    private void Put(byte[] header, HeaderMember member, int value)
        => new PrimitiveValue(member.Primitive, value).ToBytes(_schema.ByteOrder).CopyTo(header, member.Offset);

    private byte Next()
    {
        _state = (_state * 1664525) + 1013904223;
        return (byte)(_state >> 24);
    }
}
