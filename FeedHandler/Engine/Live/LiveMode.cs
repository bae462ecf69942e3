using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.Clocks;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Engine;

/// <summary>
/// A live feed: the time is this machine's steady clock, read once a poll. Time stamps of packets are no time to wait by: a card's clock may
/// differ from the machine's by the leap seconds alone.
/// </summary>
/// <param name="margins">Takes every arrival, by channel.</param>
/// <param name="pulse">Is told of every poll.</param>
/// <param name="taps">Take every packet; null for none.</param>
internal struct LiveMode(LineMargins[] margins, FeedPulse pulse, PacketTaps? taps = null) : IFeedMode
{
    private readonly LineMargins[] _margins = margins;
    private readonly FeedPulse _pulse = pulse;
    private readonly PacketTaps? _taps = taps;
    private long _nowNs;

    /// <inheritdoc/>
    public static bool IsLive => true;

    /// <inheritdoc/>
    public void OnPoll()
    {
        _nowNs = default(MonotonicClock).NowNs();
        _pulse.OnPoll(_nowNs);
    }

    /// <inheritdoc/>
    public readonly void OnPacket(in Packet packet) => _taps?.OnPacket(packet);

    /// <inheritdoc/>
    public readonly void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs) =>
        _margins[channel].OnPacket(line, (uint)number, sentNs, rxNs);

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => _nowNs;

    /// <inheritdoc/>
    public readonly long NowNs() => _nowNs;
}

/// <summary>Whoever takes a copy of every packet of a live feed as it was received. Where nobody does, there is none.</summary>
/// <param name="recorder">Writes all of them; null for nobody.</param>
/// <param name="tail">Keeps the latest; null for nobody.</param>
internal sealed class PacketTaps(PacketRecorder? recorder, PacketTail? tail)
{
    /// <summary>The taps, where there are any.</summary>
    /// <param name="recorder">Writes all packets; null for nobody.</param>
    /// <param name="tail">Keeps the latest; null for nobody.</param>
    public static PacketTaps? Of(PacketRecorder? recorder, PacketTail? tail) => recorder is null && tail is null ? null : new PacketTaps(recorder, tail);

    /// <summary>Gives them a packet, on the feed thread.</summary>
    public void OnPacket(in Packet packet)
    {
        recorder?.OnPacket(packet);
        tail?.OnPacket(packet);
    }
}
