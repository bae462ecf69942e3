using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Pipelines;

/// <summary>
/// One channel on one feed thread: a packet comes in, is judged, decoded and applied to books, and its events are published, run to
/// completion
/// with no lock and no allocation.
/// </summary>
/// <typeparam name="TVenue">The venue's framing.</typeparam>
/// <typeparam name="TDecoder">The venue's decoder.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public sealed partial class FeedChannel<TVenue, TDecoder, TStamps> : IDisposable
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder
    where TStamps : struct, IStamps
{
    private readonly LineArbitrator _arbitrator;
    private TDecoder _decoder;
    private TStamps _stamps;
    private long _idleSinceTicks;

    /// <summary>Joins the parts of a channel.</summary>
    /// <param name="arbitration">When a missing packet is given up.</param>
    /// <param name="decoder">The venue's decoder.</param>
    /// <param name="stamps">The stage stamps; copies of it must record to the same histograms.</param>
    public FeedChannel(ArbitrationOptions arbitration, TDecoder decoder, TStamps stamps)
    {
        _arbitrator = new LineArbitrator(arbitration);
        _decoder = decoder;
        _stamps = stamps;
    }

    /// <summary>What arbitration saw.</summary>
    public ArbitrationCounters Arbitration => _arbitrator.Counters;

    /// <summary>The decoder, for its counters.</summary>
    public ref TDecoder Decoder => ref _decoder;

    /// <summary>Marks the moment from which the receiver works: what passes until the next packet is the receive stage.</summary>
    public void OnPollStart()
    {
        if (TStamps.Enabled) _idleSinceTicks = _stamps.Now();
    }

    /// <summary>Takes a packet.</summary>
    /// <param name="packet">The packet; its bytes are not kept.</param>
    /// <param name="nowNs">The time now: of the capture in a replay, of the clock when live.</param>
    public void OnPacket(in Packet packet, long nowNs)
    {
        var stampTicks = 0L;
        if (TStamps.Enabled)
        {
            stampTicks = _stamps.Now();
            _stamps.Record(Stage.Receive, _idleSinceTicks, stampTicks);
        }

        if (!TVenue.TryReadHeader(packet.Bytes, out var header))
        {
            _arbitrator.Counters.Malformed++;
            return;
        }

        var verdict = _arbitrator.Offer(header, packet, nowNs);
        if (TStamps.Enabled) _stamps.Record(Stage.Arbitrate, stampTicks, _stamps.Now());
        if (verdict == Verdict.Process) _decoder.Decode(packet, header, stampTicks);
        else if (verdict > Verdict.Late) OnUnusual(verdict, packet, header, nowNs, stampTicks);
        if (_arbitrator.HeldCount != 0) DrainHeld(nowNs);
        if (TStamps.Enabled) _idleSinceTicks = _stamps.Now();
    }

    /// <inheritdoc/>
    public void Dispose() => _arbitrator.Dispose();
}
