using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Recording;

/// <summary>
/// The latest packets of a live feed's incremental groups, in memory that is taken once, until somebody says that these are the ones to keep. The feed thread
/// copies each and goes on.
/// </summary>
public sealed class PacketTail
{
    /// <summary>How many packets are kept by default: 34 MB, which at a hundred thousand packets a second is a sixth of one.</summary>
    public const int CountDefault = 1 << 14;

    private readonly IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> _groups;
    private readonly bool[] _isKept;
    private readonly RecordedPacket[] _packets;
    private long _count; // written by the feed thread; read by another only when that has ended
    private bool _isStopped; // set by any thread (volatile), read by the feed thread

    /// <summary>Takes the memory.</summary>
    /// <param name="groups">The groups, of IPv4, in the order of the feed map: where each is sent, and what it carries.</param>
    /// <param name="countMax">How many packets are kept.</param>
    public PacketTail(IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> groups, int countMax = CountDefault)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        _groups = groups;
        _isKept = [.. groups.Select(static group => group.Feed.Role == FeedRole.Incremental)];
        _packets = new RecordedPacket[countMax];
        Array.Clear(_packets); // touched now, and not on the feed thread
    }

    /// <summary>Keeps a packet, on the feed thread, in the place of the oldest. Never waits and never allocates.</summary>
    /// <param name="packet">The packet; one that is longer than 2048 bytes, or of a loop, is passed over.</param>
    public void OnPacket(in Packet packet)
    {
        if (Volatile.Read(ref _isStopped) || !_isKept[packet.Group] || packet.Bytes.Length > RecordedPacket.PayloadBytesMax) return;
        _packets[_count % _packets.Length].Set(packet);
        _count++;
    }

    /// <summary>What is kept stays from here on. Any thread may say so.</summary>
    public void Stop() => Volatile.Write(ref _isStopped, true);

    /// <summary>Writes what was kept of a channel as a pcapng capture, when the feed thread has ended.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="channelId">The channel's number.</param>
    /// <returns>How many packets were written.</returns>
    public long Write(Stream stream, int channelId)
    {
        using PcapNgWriter writer = new(stream, leaveOpen: true);
        UdpFrameWriter[] frames = [.. _groups.Select(static group => new UdpFrameWriter(group.Endpoint))];
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + RecordedPacket.PayloadBytesMax];
        for (long number = Math.Max(0, _count - _packets.Length); number < _count; number++)
        {
            ref readonly RecordedPacket packet = ref _packets[number % _packets.Length];
            if (_groups[packet.Group].Feed.ChannelId != channelId) continue;
            int length = frames[packet.Group].Write(packet.Bytes, frame);
            writer.Write(frame.AsSpan(0, length), packet.RxNs);
        }

        return writer.RecordCount;
    }
}
