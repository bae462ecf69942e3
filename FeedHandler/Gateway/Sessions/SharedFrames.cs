using FeedHandler.Gateway.Buffers;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Where frames of a loop are encoded, once for all who take them.</summary>
/// <param name="pool">Where segments come from.</param>
internal sealed class SharedFrames(SegmentPool pool)
{
    private SharedSegment? _segment;
    private long _number;

    /// <summary>Which segment is written at, and how often one was begun: a frame of another is not kept for later.</summary>
    public long Era { get; private set; }

    /// <summary>Makes room.</summary>
    /// <param name="bytes">How much will be written at most; no more than a segment has.</param>
    /// <param name="room">The room.</param>
    /// <returns>False when all segments are in use.</returns>
    public bool TryReserve(int bytes, out Span<byte> room)
    {
        if (_segment is null || _segment.Free.Length < bytes) Begin();
        room = _segment is null ? default : _segment.Free;
        return _segment is not null;
    }

    /// <summary>Says how much of the room was written.</summary>
    public SharedFrame Commit(int bytes)
    {
        int offset = _segment!.Length;
        _segment.Advance(bytes);
        return new SharedFrame(_segment, offset, bytes) { Number = ++_number };
    }

    /// <summary>Gives the segment back.</summary>
    public void Release()
    {
        _segment?.Release();
        _segment = null;
    }

    private void Begin()
    {
        Era++;
        if (_segment is { ReferenceCount: 1 })
        {
            _segment.Begin(); // nobody sends from it any more
            return;
        }

        Release();
        if (pool.TryRent(out SharedSegment? next)) _segment = next;
    }
}

/// <summary>One or more whole frames that were encoded once.</summary>
/// <param name="Segment">Where they lie.</param>
/// <param name="Offset">From where.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct SharedFrame(SharedSegment Segment, int Offset, int Length)
{
    /// <summary>Which of all that were encoded in the loop, from 1: what was made of it once is known by that.</summary>
    public long Number { get; init; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => Segment.Written.Slice(Offset, Length);
}
