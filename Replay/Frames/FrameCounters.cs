namespace FeedHandler.Replay.Frames;

/// <summary>Frames by outcome. Written by the reading thread; others read it after it stopped.</summary>
public sealed class FrameCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<FrameOutcome>().Length];

    /// <summary>All frames.</summary>
    public long Frames
    {
        get
        {
            var sum = 0L;
            foreach (var count in _counts) sum += count;
            return sum;
        }
    }

    /// <summary>Frames with an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public long this[FrameOutcome outcome] => _counts[(int)outcome];

    /// <summary>Datagrams whose receive time came from a capture trailer.</summary>
    public long Trailers { get; internal set; }

    /// <summary>Datagrams to an address that belongs to neither line.</summary>
    public long OtherDestination { get; internal set; }

    internal void Count(FrameOutcome outcome) => _counts[(int)outcome]++;
}
