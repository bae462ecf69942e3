using FeedHandler.Core.Arbitration;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Publishing;

/// <summary>
/// Moves the sending times of a capture that is sent again behind those of the time before. Its numbers begin anew, and with newer times that is a
/// restart of the sequence; with the same times every packet would be a copy of one that has come, and dropped as that.
/// </summary>
internal sealed class LoopTimes
{
    // Between the last packet of a loop and the first of the next.
    private const long PauseNs = 1_000_000;
    private long _firstNs = long.MaxValue;
    private long _lastNs;
    private long _offsetNs;

    /// <summary>Begins the next loop: what is sent from now on is later than all that was.</summary>
    public void StartLoop()
    {
        if (_firstNs <= _lastNs) _offsetNs = _lastNs - _firstNs + PauseNs + _offsetNs;
        (_firstNs, _lastNs) = (long.MaxValue, 0);
    }

    /// <summary>Gives a packet the time of its loop.</summary>
    public void Apply(Span<byte> packet)
    {
        if (!CmeMdp3.TryReadHeader(packet, out PacketHeader header)) return;
        _firstNs = Math.Min(_firstNs, header.SendingTimeNs);
        _lastNs = Math.Max(_lastNs, header.SendingTimeNs);
        if (_offsetNs > 0) CmeMdp3.AddToSendingTime(packet, _offsetNs);
    }
}
