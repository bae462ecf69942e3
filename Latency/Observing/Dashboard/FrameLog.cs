using System.Buffers;

namespace FeedHandler.Observing;

/// <summary>Frames of a dashboard: each a JSON object of a second or an interval.</summary>
public interface IFrames
{
    /// <summary>How many there were since the start.</summary>
    long Count { get; }

    /// <summary>The number of the oldest that is kept.</summary>
    long First { get; }

    /// <summary>Writes a frame.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="output">Takes it.</param>
    /// <returns>False when it is gone or did not come yet.</returns>
    bool TryRead(long number, IBufferWriter<byte> output);
}

/// <summary>
/// The latest frames of a dashboard, each a text that is written once and read by many. Memory is taken once; a frame that does not fit is told as one.
/// </summary>
/// <remarks>One thread writes. Readers copy below the same lock, which no feed thread knows of.</remarks>
internal sealed class FrameLog : IFrames
{
    private readonly Lock _lock = new();
    private readonly byte[][] _slots;
    private readonly int[] _lengths;
    private long _count;

    /// <summary>Takes the memory.</summary>
    /// <param name="frameCount">How many frames are kept.</param>
    /// <param name="frameBytes">The longest frame.</param>
    public FrameLog(int frameCount, int frameBytes)
    {
        _slots = new byte[frameCount][];
        _lengths = new int[frameCount];
        for (int i = 0; i < frameCount; i++) _slots[i] = new byte[frameBytes];
    }

    /// <inheritdoc/>
    public long Count => Interlocked.Read(ref _count);

    /// <inheritdoc/>
    public long First => Math.Max(0, Count - _slots.Length);

    /// <summary>Keeps a frame in the place of the oldest.</summary>
    /// <param name="frame">The text.</param>
    public void Add(ReadOnlySpan<byte> frame)
    {
        lock (_lock)
        {
            int slot = (int)(_count % _slots.Length);
            frame.CopyTo(_slots[slot]);
            _lengths[slot] = frame.Length;
            _count++;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(long number, IBufferWriter<byte> output)
    {
        lock (_lock)
        {
            if (number < First || number >= _count) return false;
            int slot = (int)(number % _slots.Length);
            output.Write(_slots[slot].AsSpan(0, _lengths[slot]));
            return true;
        }
    }
}

/// <summary>Memory of a fixed size that a frame is written into.</summary>
/// <param name="size">How many bytes.</param>
internal sealed class FrameBuffer(int size) : IBufferWriter<byte>
{
    private readonly byte[] _bytes = new byte[size];
    private int _count;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    /// <summary>Begins anew.</summary>
    public void Clear() => _count = 0;

    /// <inheritdoc/>
    public void Advance(int count) => _count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(_count);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.AsSpan(_count);
}
