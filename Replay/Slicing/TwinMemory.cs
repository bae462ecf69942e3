using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Slicing;

/// <summary>
/// What was said of the first copy of each packet, so that those of a line that lags are kept or cut with it: a cut by time would tear apart what the lines of
/// a channel brought at its edges. Bounded: a copy that is further behind than so many numbers is judged by itself.
/// </summary>
/// <param name="lines">Which destination is which line.</param>
internal sealed class TwinMemory(LineMap lines)
{
    private const int Capacity = 8192; // how far a replay looks back too
    private readonly Dictionary<UdpEndpoint, First[]> _channels = [];

    /// <summary>What was said of the first copy; that is this one where there was none before.</summary>
    /// <param name="datagram">The packet.</param>
    /// <param name="own">What is said of it by itself.</param>
    public bool JudgeFirst(in UdpDatagram datagram, bool own)
    {
        if (!CmeProbe.TryRead(datagram.Payload, out CmeProbed probed)) return own;
        UdpEndpoint sequence = lines.SequenceOf(datagram.Destination);
        if (!_channels.TryGetValue(sequence, out First[]? firsts)) _channels.Add(sequence, firsts = new First[Capacity]);
        ref First first = ref firsts[probed.Number % Capacity];
        if (first.IsThere && (first.Number, first.SendingTimeNs) == (probed.Number, probed.SendingTimeNs)) return first.IsKept;
        first = new First(probed.Number, probed.SendingTimeNs, IsThere: true, own);
        return own;
    }

    // A number with another sending time is of another session.
    private readonly record struct First(uint Number, long SendingTimeNs, bool IsThere, bool IsKept);
}
