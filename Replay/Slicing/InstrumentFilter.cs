using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Slicing;

/// <summary>Whether a packet concerns an instrument of its own channel that is wanted.</summary>
internal sealed class InstrumentFilter
{
    private readonly LineMap? _lines;
    private readonly int[] _all;
    private readonly Dictionary<int, int[]> _ofChannels = [];

    /// <summary>Sorts instruments by channel.</summary>
    /// <param name="instruments">The instruments.</param>
    /// <param name="lines">Which destination is of which channel; null when that is not known, and any may be meant.</param>
    public InstrumentFilter(IReadOnlyList<SliceInstrument> instruments, LineMap? lines)
    {
        (_lines, _all) = (lines, [.. instruments.Select(static instrument => instrument.Id)]);
        foreach (int channelId in lines?.Feed.ChannelIds ?? [])
        {
            _ofChannels[channelId] = [.. instruments
                .Where(instrument => (instrument.ChannelId ?? channelId) == channelId).Select(static instrument => instrument.Id)];
        }
    }

    /// <summary>Whether a packet names one of the instruments, or none at all.</summary>
    /// <param name="datagram">A whole packet.</param>
    public bool IsConcerned(in UdpDatagram datagram)
    {
        int[] wanted = _lines is not null && _lines.TryGetGroup(datagram.Destination, out int group)
            ? _ofChannels[_lines.Feed[group].ChannelId]
            : _all;
        return CmeProbe.Concerns(datagram.Payload, wanted);
    }
}
