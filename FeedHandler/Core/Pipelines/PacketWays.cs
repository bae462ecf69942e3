using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Pipelines;

/// <summary>
/// How long packets of a channel took from their hand-over by the receiver until all their events were published, by the line that brought them first and by
/// what they are about. Memory is taken once, half a megabyte; recording allocates nothing. The feed thread writes; others read in passing, each a copy
/// (<see cref="AddTo"/>).
/// </summary>
public sealed class PacketWays
{
    private const int LineCount = 2;
    private readonly DurationHistogram[] _ways = new DurationHistogram[LineCount * TemplateClasses.Count];

    /// <summary>Takes the memory.</summary>
    public PacketWays()
    {
        for (int i = 0; i < _ways.Length; i++) _ways[i] = NewHistogram();
    }

    /// <summary>An empty histogram of the shape of these: to a part in a hundred, up to a minute.</summary>
    public static DurationHistogram NewHistogram() => new(StageHistograms.HighestNs, DurationHistogram.CoarseDigits);

    /// <summary>What was recorded of a line and a class, to be read only.</summary>
    /// <param name="line">The line that brought the packets first.</param>
    /// <param name="templateClass">What they are about.</param>
    public DurationHistogram this[Line line, TemplateClass templateClass] => _ways[SlotOf(line, templateClass)];

    /// <summary>All of them, to be read only.</summary>
    public IReadOnlyList<DurationHistogram> All => _ways;

    /// <summary>Adds what was recorded of the channel, over lines and classes, to a reader's own histogram.</summary>
    /// <param name="sum">Takes it; of <see cref="NewHistogram"/>.</param>
    public void AddTo(DurationHistogram sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        foreach (DurationHistogram way in _ways) sum.Add(way);
    }

    /// <summary>Counts a packet, on the feed thread.</summary>
    /// <param name="line">The line that brought it first.</param>
    /// <param name="templateClass">What it is about.</param>
    /// <param name="durationNs">How long it took, in nanoseconds.</param>
    public void Record(Line line, TemplateClass templateClass, long durationNs) => _ways[SlotOf(line, templateClass)].Record(durationNs);

    private static int SlotOf(Line line, TemplateClass templateClass) => (((int)line & 1) * TemplateClasses.Count) + (int)templateClass;
}
