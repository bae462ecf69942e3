using FeedHandler.Core.Packets;
using FeedHandler.Latency.Stages;
using HdrHistogram;

namespace FeedHandler.Core.Arbitration;

/// <summary>
/// By how much the first arrival of a packet came before its copy on the other line, one histogram of nanoseconds for each line that was
/// first. The feed thread writes; others read the histograms in passing. Allocates nothing once made.
/// </summary>
public sealed class LineMargins
{
    private const int SlotCount = 8192;
    private const uint SlotMask = SlotCount - 1;
    private const int Digits = 3;
    private readonly Arrival[] _arrivals = new Arrival[SlotCount];

    /// <summary>Margins of packets that line A delivered first, in nanoseconds, up to a minute.</summary>
    public LongHistogram FirstA { get; } = new(StageHistograms.HighestNs, Digits);

    /// <summary>Margins of packets that line B delivered first, in nanoseconds, up to a minute.</summary>
    public LongHistogram FirstB { get; } = new(StageHistograms.HighestNs, Digits);

    /// <summary>Takes an arrival.</summary>
    /// <param name="line">Where it arrived.</param>
    /// <param name="seqNum">The packet's number in the venue's sequence.</param>
    /// <param name="rxNs">When it arrived, nanoseconds since the Unix epoch; both lines by the same clock, or the margin means nothing.</param>
    public void OnPacket(Line line, uint seqNum, long rxNs)
    {
        ref Arrival arrival = ref _arrivals[seqNum & SlotMask];
        if (arrival.SeqNum != seqNum || arrival.State == ArrivalState.None)
        {
            arrival = new Arrival(seqNum, line, ArrivalState.First, rxNs);
            return;
        }

        if (arrival.Line == line || arrival.State == ArrivalState.Both) return;
        arrival = arrival with { State = ArrivalState.Both };
        LongHistogram margins = arrival.Line == Line.A ? FirstA : FirstB;
        margins.RecordValue(Math.Clamp(rxNs - arrival.RxNs, 0, StageHistograms.HighestNs));
    }

    private enum ArrivalState : byte
    {
        None,
        First,
        Both,
    }

    private readonly record struct Arrival(uint SeqNum, Line Line, ArrivalState State, long RxNs);
}
