namespace FeedHandler.Gateway.Loops;

/// <summary>Whether the bounds of a loop go together.</summary>
internal static class LoopLimits
{
    /// <summary>Refuses what does not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal static void Check(LoopOptions options)
    {
        InRange(options.SlotCountMax, 1, 1 << 20, nameof(options.SlotCountMax));
        InRange(options.TimerKindCount, 0, 64, nameof(options.TimerKindCount));
        InRange(options.SegmentBytes, 64, 1 << 24, nameof(options.SegmentBytes));
        InRange(options.SegmentCountMax, 1, 1 << 24, nameof(options.SegmentCountMax));
        InRange(options.SliceCountMax, 1, 1 << 26, nameof(options.SliceCountMax));
        InRange(options.PartialBytesMax, 1, options.SegmentBytes, nameof(options.PartialBytesMax));
        InRange(options.BacklogBytesMax, 1, 1 << 30, nameof(options.BacklogBytesMax));
        InRange(options.BacklogHighBytes, 1, options.BacklogBytesMax, nameof(options.BacklogHighBytes));
        InRange(options.BacklogLowBytes, 0, options.BacklogHighBytes, nameof(options.BacklogLowBytes));
        InRange(options.PeerConnectionsMax, 0, int.MaxValue, nameof(options.PeerConnectionsMax));
        InRange(options.ReceivedBytesPerSecondMax, 0, 1 << 30, nameof(options.ReceivedBytesPerSecondMax));
        InRange(options.IdleSleepUs, 0, 10_000_000, nameof(options.IdleSleepUs));
    }

    private static void InRange(int value, int min, int max, string name)
    {
        if (value < min || value > max) throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {min} to {max}.");
    }
}
