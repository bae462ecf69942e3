using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Engine;

/// <summary>How long packets of a channel took from their hand-over by the receiver until their events were published, of one line and class.</summary>
/// <param name="Line">The line that brought them first.</param>
/// <param name="Class">What they are about.</param>
/// <param name="Durations">What they took, in nanoseconds, to a part in a hundred.</param>
public sealed record WayReport(Line Line, TemplateClass Class, DurationHistogram Durations)
{
    /// <summary>Every line and class of which there was a packet, after the feed thread has ended.</summary>
    /// <param name="ways">What was recorded; null without stamps.</param>
    public static IReadOnlyList<WayReport> Read(PacketWays? ways) => ways is null ? [] :
    [
        .. from line in (Line[])[Line.A, Line.B]
           from templateClass in Enumerable.Range(0, TemplateClasses.Count).Select(static index => (TemplateClass)index)
           where ways[line, templateClass].TotalCount > 0
           select new WayReport(line, templateClass, ways[line, templateClass]),
    ];
}
