using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Recording;

/// <summary>What the channels of a recording gave up and no packet written since has told yet. For the writer's thread.</summary>
/// <param name="map">Which group is of which channel.</param>
internal sealed class PendingNotes(FeedMap map)
{
    // 64 KiB beside one packet.
    private const int CountMax = 1024;

    private readonly PcapNgOptions[] _pending = [.. map.ChannelIds.Select(static _ => new PcapNgOptions())];
    private readonly int[] _counts = new int[map.ChannelIds.Count];

    /// <summary>Keeps a note for the channel's next packet.</summary>
    /// <param name="group">A group of the channel.</param>
    /// <param name="note">What it gave up.</param>
    /// <returns>False when too many wait already; it is not kept.</returns>
    public bool TryAdd(int group, GapNote note)
    {
        int channel = map.ChannelOf(group);
        if (_counts[channel] == CountMax) return false;
        _counts[channel]++;
        _pending[channel].Add(CaptureOptions.Comment, note.ToString());
        return true;
    }

    /// <summary>Writes a packet's frame with what its channel gave up before it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="frame">Its frame.</param>
    public void Write(PcapNgWriter writer, in RecordedPacket packet, ReadOnlySpan<byte> frame)
    {
        int channel = map.ChannelOf(packet.Group);
        writer.Write(frame, packet.RxNs, _pending[channel]);
        if (_counts[channel] == 0) return;
        _counts[channel] = 0;
        _pending[channel].Clear();
    }
}
