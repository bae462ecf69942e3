using System.Buffers;
using NATS.Client.Core;

namespace FeedHandler.Nats;

/// <summary>The bytes of a message that is under way: the client may read them after it was handed the message.</summary>
internal sealed class SlotBuffer
{
    private byte[] _bytes = [];

    /// <summary>Makes some.</summary>
    public static SlotBuffer[] Make(int count) => [.. Enumerable.Range(0, count).Select(static _ => new SlotBuffer())];

    /// <summary>Copies a message.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> frames)
    {
        if (_bytes.Length < frames.Length) _bytes = new byte[Math.Max(4096, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)frames.Length))];
        frames.CopyTo(_bytes);
        return _bytes.AsMemory(0, frames.Length);
    }
}

/// <summary>Writes frames as they are.</summary>
internal sealed class FrameBytes : INatsSerialize<ReadOnlyMemory<byte>>, INatsSerialize<byte[]>
{
    /// <summary>The one.</summary>
    public static readonly INatsSerialize<ReadOnlyMemory<byte>> Instance = new FrameBytes();

    /// <summary>The same, of arrays.</summary>
    public static readonly INatsSerialize<byte[]> OfArray = new FrameBytes();

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, ReadOnlyMemory<byte> value) => bufferWriter.Write(value.Span);

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, byte[] value) => bufferWriter.Write(value);
}
