using FeedHandler.Core.Packets;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Arbitration;

/// <summary>
/// By how much the first arrival of a packet came before its copy on the other line, one histogram of nanoseconds for each line that was
/// first. Which one was first is told by the receive times, whichever was polled first; equal times tell nothing and are left out. The feed thread writes;
/// others read the histograms in passing. Allocates nothing once made.
/// </summary>
public sealed class LineMargins
{
    private const int SlotCount = 8192;
    private const uint SlotMask = SlotCount - 1;
    private readonly Arrival[] _arrivals = new Arrival[SlotCount];

    /// <summary>Margins of packets that line A delivered first, in nanoseconds, up to a minute.</summary>
    public DurationHistogram FirstA { get; } = new(StageHistograms.HighestNs);

    /// <summary>Margins of packets that line B delivered first, in nanoseconds, up to a minute.</summary>
    public DurationHistogram FirstB { get; } = new(StageHistograms.HighestNs);

    /// <summary>Takes an arrival.</summary>
    /// <param name="line">Where it arrived.</param>
    /// <param name="seqNum">The packet's number in the venue's sequence.</param>
    /// <param name="sentNs">When it was sent: both copies have it in common, and a packet of the same number of another session has not.</param>
    /// <param name="rxNs">When it arrived, nanoseconds since the Unix epoch; both lines by the same clock, or the margin means nothing.</param>
    public void OnPacket(Line line, uint seqNum, long sentNs, long rxNs)
    {
        ref Arrival arrival = ref _arrivals[seqNum & SlotMask];
        if (arrival.SeqNum != seqNum || arrival.SentNs != sentNs || arrival.State == ArrivalState.None)
        {
            arrival = new Arrival(seqNum, line, ArrivalState.First, sentNs, rxNs);
            return;
        }

        if (arrival.Line == line || arrival.State == ArrivalState.Both) return;
        arrival = arrival with { State = ArrivalState.Both };
        long behindNs = rxNs - arrival.RxNs;
        if (behindNs == 0) return;
        Line first = behindNs > 0 ? arrival.Line : line;
        DurationHistogram margins = first == Line.A ? FirstA : FirstB;
        margins.Record(behindNs > 0 ? behindNs : -behindNs);
    }

    private enum ArrivalState : byte
    {
        None,
        First,
        Both,
    }

    private readonly record struct Arrival(uint SeqNum, Line Line, ArrivalState State, long SentNs, long RxNs);
}
