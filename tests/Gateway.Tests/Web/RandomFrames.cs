using System.Buffers.Binary;
using FeedHandler.Codecs.Schema;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

/// <summary>Whole frames of every message of the schema, of any values.</summary>
internal static class RandomFrames
{
    internal static SbeSchema Schema { get; } = SchemaReader.Read(File.ReadAllText(Repository.PathOf("Codecs/Schemas/normalized.xml"))).Schema!;

    internal static byte[] Of(SbeMessage message, Random random)
    {
        List<byte> body = [.. Block(message.Block, random)];
        foreach (SbeGroup group in message.Block.Groups)
        {
            int count = random.Next(4);
            body.AddRange(Word(group.Block.BlockLength));
            body.AddRange(Word(count));
            for (int i = 0; i < count; i++) body.AddRange(Block(group.Block, random));
        }

        foreach (SbeVariable _ in message.Block.Variables)
        {
            byte[] text = new byte[random.Next(40)];
            random.NextBytes(text);
            body.AddRange(Word(text.Length));
            body.AddRange(text);
        }

        return
        [
            .. Word(FrameHeader.Bytes + body.Count), .. Word(message.Block.BlockLength), .. Word(message.Id), .. Word(Schema.Id), .. Word(Schema.Version), .. body,
        ];
    }

    // Any bytes, and often those that stand for none, for nothing and for the ends of numbers.
    private static byte[] Block(SbeBlock block, Random random)
    {
        byte[] bytes = new byte[block.BlockLength];
        random.NextBytes(bytes);
        foreach (SbeField field in block.Fields)
        {
            Span<byte> value = bytes.AsSpan(field.Offset, field.Size);
            if (random.Next(6) == 0) value.Clear();
            if (random.Next(6) == 0) value.Fill(0xFF);
            if (random.Next(6) == 0) value[^1] = (byte)(value.Length == 1 ? random.Next(4) : 0x7F);
        }

        return bytes;
    }

    private static byte[] Word(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }
}
