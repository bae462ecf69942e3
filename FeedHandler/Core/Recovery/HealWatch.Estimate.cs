using FeedHandler.Latency.Histograms;

namespace FeedHandler.Core.Recovery;

/// <content>How long it will be until a book that is not whole is, as far as what was seen so far tells.</content>
public sealed unsafe partial class HealWatch
{
    // A median is taken anew behind the first, second, fourth heal and so on, and then behind so many: it takes a walk over a histogram.
    private const long MedianPeriod = 1024;
    private const long NotKnown = -1;
    private readonly long[] _mediansNs = [NotKnown, NotKnown, NotKnown, NotKnown, NotKnown, NotKnown]; // written by the feed thread (volatile), read by any
    private long _loopNs = NotKnown; // the same

    /// <summary>How long a loop of snapshots takes, in nanoseconds, as it was seen last; null where none was.</summary>
    public long? LoopNs => Volatile.Read(ref _loopNs) is not NotKnown and long loopNs ? loopNs : null;

    /// <summary>A loop of snapshots was seen from its beginning to the next one's.</summary>
    /// <param name="loopNs">How long it took, in nanoseconds.</param>
    public void SeeLoop(long loopNs) => Volatile.Write(ref _loopNs, Math.Max(loopNs, 0));

    /// <summary>
    /// How long it will be, as an estimate: what is left of the median of what healed by that for which the book waits, or until the loop of snapshots will
    /// have had every instrument, whichever is sooner. Any thread may ask, and is told what the feed knows now.
    /// </summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    /// <returns>Nanoseconds from now on; null for a book that is whole or was never met, and where nothing is known or it is longer than before.</returns>
    public long? EstimateNs(int index, long nowNs)
    {
        if (!IsNeedy(index)) return null;
        Watch watch = _watches[index];
        long ageNs = Math.Max(nowNs - watch.SinceNs, 0);
        long medianNs = Volatile.Read(ref _mediansNs[(int)watch.Source]);
        long? bySource = medianNs == NotKnown || medianNs < ageNs ? null : medianNs - ageNs;
        return bySource is { } left && LoopNs is { } loopNs ? Math.Min(left, loopNs) : bySource ?? LoopNs;
    }

    private void Record(BookSource source, long tookNs)
    {
        DurationHistogram times = _times[(int)source];
        times.Record(tookNs);
        long count = times.TotalCount;
        if ((count & (count - 1)) == 0 || count % MedianPeriod == 0) Volatile.Write(ref _mediansNs[(int)source], times.PercentileNs(50));
    }
}
