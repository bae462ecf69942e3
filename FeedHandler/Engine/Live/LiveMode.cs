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
/// <param name="recorder">Takes every packet; null for none.</param>
internal struct LiveMode(LineMargins[] margins, PacketRecorder? recorder = null) : IFeedMode
{
    private readonly LineMargins[] _margins = margins;
    private readonly PacketRecorder? _recorder = recorder;
    private long _nowNs;

    /// <inheritdoc/>
    public static bool IsLive => true;

    /// <inheritdoc/>
    public void OnPoll() => _nowNs = default(MonotonicClock).NowNs();

    /// <inheritdoc/>
    public readonly void OnPacket(in Packet packet) => _recorder?.OnPacket(packet);

    /// <inheritdoc/>
    public readonly void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs) =>
        _margins[channel].OnPacket(line, (uint)number, sentNs, rxNs);

    /// <inheritdoc/>
    public readonly long NowNs(in Packet packet) => _nowNs;

    /// <inheritdoc/>
    public readonly long NowNs() => _nowNs;
}
