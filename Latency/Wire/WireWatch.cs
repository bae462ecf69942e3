namespace FeedHandler.Latency.Wire;

/// <summary>
/// How long packets were on their way to us, by group: from the venue's sending time to their receive time, and from there to the hand-over on the feed
/// thread. Receive times are of the system's wall clock, so that stamps of the stage clock must be compared with it: both clocks are read together about
/// once in a millisecond (an anchor), and the time between two anchors is the stage clock's.
/// </summary>
/// <remarks>
/// Written by the feed thread; others read histograms as copies and numbers in passing. Memory is taken before the first packet; recording allocates nothing.
/// Negative durations, as of clocks that disagree, are counted apart and stand in the histogram as 0.
/// </remarks>
public sealed class WireWatch
{
    private const long PeriodNs = 1_000_000;
    private const long OverdueNs = 10 * PeriodNs; // so long a feed thread that always has packets puts it off
    private const long WideNs = 1000; // somebody came between the readings: the next poll tries again

    /// <summary>From where on a difference of the clocks is a step, as when somebody sets the time, and no error of ours: 100 µs.</summary>
    public const long StepNs = 100_000;

    private readonly WireTimes?[] _byGroup;
    private long _anchorNs;
    private long _dueNs = long.MinValue;
    private long _errorNs;
    private long _stepCount;

    /// <summary>Watches no group yet.</summary>
    /// <param name="groupCount">How many there are.</param>
    public WireWatch(int groupCount) => _byGroup = new WireTimes?[groupCount];

    /// <summary>The stage clock at the last anchor.</summary>
    public long AnchorTicks { get; private set; }

    /// <summary>The most by which the two clocks were seen to disagree from one anchor to the next, with half the time that the readings took, in ns.</summary>
    public long ErrorNs => Volatile.Read(ref _errorNs);

    /// <summary>How often they disagreed by more than <see cref="StepNs"/>: the time was set, or the thread was away for long.</summary>
    public long StepCount => Volatile.Read(ref _stepCount);

    /// <summary>What was recorded of a group; null where it is not watched.</summary>
    /// <param name="group">Its place among the groups.</param>
    public WireTimes? this[int group] => group < _byGroup.Length ? _byGroup[group] : null;

    /// <summary>Watches a group from here on, before its first packet.</summary>
    /// <param name="group">Its place among the groups.</param>
    /// <param name="isStamped">Whether somebody else, kernel or card, says when its packets were received; our own clock says nothing of their way.</param>
    public void Watch(int group, bool isStamped) => _byGroup[group] = new WireTimes(isStamped);

    /// <summary>Whether the clocks are to be compared: between polls that found nothing, or where there are none.</summary>
    /// <param name="nowNs">The time of the steady clock, in nanoseconds.</param>
    /// <param name="isIdle">Whether the poll before found nothing.</param>
    public bool IsDue(long nowNs, bool isIdle) => nowNs >= _dueNs && (isIdle || nowNs - _dueNs >= OverdueNs);

    /// <summary>Takes an anchor.</summary>
    /// <param name="nowNs">The time of the steady clock, in nanoseconds: when the next one is due is of it.</param>
    /// <param name="ticks">The stage clock, in the middle of two readings of it.</param>
    /// <param name="wallNs">The wall clock between them, nanoseconds since the Unix epoch.</param>
    /// <param name="widthNs">The time between them, in nanoseconds.</param>
    /// <param name="sinceNs">From <see cref="AnchorTicks"/> to <paramref name="ticks"/>, in nanoseconds.</param>
    public void Anchor(long nowNs, long ticks, long wallNs, long widthNs, long sinceNs)
    {
        bool isFirst = _dueNs == long.MinValue;
        if (widthNs > WideNs && !isFirst && nowNs - _dueNs < 2 * OverdueNs) return;
        long differenceNs = isFirst ? 0 : Math.Abs(wallNs - _anchorNs - sinceNs);
        if (differenceNs > StepNs) Volatile.Write(ref _stepCount, _stepCount + 1);
        else Volatile.Write(ref _errorNs, Math.Max(_errorNs, differenceNs + (widthNs / 2)));
        (AnchorTicks, _anchorNs, _dueNs) = (ticks, wallNs, nowNs + PeriodNs);
    }

    /// <summary>Counts a packet.</summary>
    /// <param name="group">The group that it came by.</param>
    /// <param name="sentNs">When the venue sent it, nanoseconds since the Unix epoch; 0 where it does not say.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch.</param>
    /// <param name="sinceAnchorNs">From the last anchor to its hand-over, in nanoseconds.</param>
    public void Record(int group, long sentNs, long rxNs, long sinceAnchorNs)
    {
        if (_byGroup[group] is not { } times) return;
        if (times.IsStamped) times.ToUser.Record(_anchorNs + sinceAnchorNs - rxNs);
        if (sentNs != 0) times.ToReceive.Record(rxNs - sentNs);
    }
}
