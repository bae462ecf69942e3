using System.Buffers.Binary;
using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <summary>What a frame says of itself: its length, then the message header. Little-endian, as all of the format is.</summary>
/// <param name="FrameBytes">The length of the frame, itself included.</param>
/// <param name="BlockLength">The length of the message's block, which a later version may have made longer.</param>
/// <param name="TemplateId">Which message it is.</param>
/// <param name="SchemaId">Of which schema.</param>
/// <param name="Version">The sender's version of it.</param>
public readonly record struct FrameHeader(int FrameBytes, int BlockLength, int TemplateId, int SchemaId, int Version)
{
    /// <summary>The bytes of the length in front of a message.</summary>
    public const int LengthBytes = sizeof(ushort);

    /// <summary>The bytes in front of a message's block: length and message header. No frame is shorter.</summary>
    public const int Bytes = LengthBytes + LevelUpdateEncoder.HeaderLength;

    /// <summary>The longest frame that there can be.</summary>
    public const int FrameBytesMax = ushort.MaxValue;

    private const int EventTemplateMax = 29;

    /// <summary>Whether it is an event, of this version's or of a later one's.</summary>
    public bool IsEvent => TemplateId is > 0 and <= EventTemplateMax;

    /// <summary>Reads what a frame says of itself.</summary>
    /// <param name="frame">The frame, all of it.</param>
    /// <param name="header">What it says.</param>
    /// <returns>What is wrong with it, or <see cref="FrameFault.None"/>.</returns>
    public static FrameFault Read(ReadOnlySpan<byte> frame, out FrameHeader header)
    {
        header = default;
        if (frame.Length < Bytes || frame.Length != BinaryPrimitives.ReadUInt16LittleEndian(frame)) return FrameFault.Length;
        header = new FrameHeader(frame.Length, Word(frame, 0), Word(frame, 1), Word(frame, 2), Word(frame, 3));
        if (header.SchemaId != LevelUpdate.SchemaId) return FrameFault.Schema;
        return header.Version == 0 || header.BlockLength > frame.Length - Bytes ? FrameFault.Block : FrameFault.None;
    }

    private static int Word(ReadOnlySpan<byte> frame, int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(frame.Slice(LengthBytes + (index * sizeof(ushort))));
}
