using FeedHandler.Latency.Clocks;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <content>How the threads of the feed stand.</content>
public sealed partial class FeedStatus
{
    /// <summary>Slots of the ring; 0 inline.</summary>
    public int RingSize => _pipeline.Plan.Options.IsInline ? 0 : _pipeline.Plan.Options.RingSize;

    /// <summary>How long ago the feed thread of a live feed began its last poll; null before its first, and for a replay. Any thread may ask.</summary>
    public TimeSpan? PollAge => Polls?.LastPollNs is { } last and > 0
        ? TimeSpan.FromMicroseconds(Math.Max(default(MonotonicClock).NowNs() - last, 0) / 1e3)
        : null;

    /// <summary>Books of a channel that are not whole although something was told of them, as of the last <see cref="Read"/>.</summary>
    /// <param name="channel">The channel's place among <see cref="Channels"/>.</param>
    public long NeedyBooksOf(int channel) => _needyBooks[channel];

    /// <summary>What the consumers have done so far, of one moment's list of them: while they are asked for one by one, one may go.</summary>
    /// <param name="reports">Takes them, strategies first; those for which it has no room are left out.</param>
    /// <returns>How many there are in it.</returns>
    public int ReadConsumers(Span<RingWorkerReport> reports)
    {
        IReadOnlyList<RingThread> consumers = _pipeline.Consumers;
        int count = Math.Min(consumers.Count, reports.Length);
        for (int i = 0; i < count; i++) reports[i] = consumers[i].Worker.Report;
        return count;
    }
}
