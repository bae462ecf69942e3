using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Slicing;

/// <summary>Which frames to keep: each criterion that is given must hold, by any of its values.</summary>
public sealed record SliceCriteria
{
    /// <summary>The earliest time of capture, in nanoseconds since the Unix epoch; a copy by the other line goes with the first that was captured.</summary>
    public long FromNs { get; init; } = long.MinValue;

    /// <summary>Whether time says what to keep.</summary>
    public bool IsByTime => FromNs != long.MinValue || ToNs is not null;

    /// <summary>The time of capture before which a frame must lie, in nanoseconds since the Unix epoch; null for no end.</summary>
    public long? ToNs { get; init; }

    /// <summary>Places among datagrams, from 1, the last one included; empty for any.</summary>
    public IReadOnlyList<(ulong First, ulong Last)> Packets { get; init; } = [];

    /// <summary>Destinations; empty for any.</summary>
    public IReadOnlyList<UdpEndpoint> Groups { get; init; } = [];

    /// <summary>Numbers in the packets' headers, the last one included; empty for any.</summary>
    public IReadOnlyList<(ulong First, ulong Last)> Numbers { get; init; } = [];

    /// <summary>Instruments; empty for any.</summary>
    public IReadOnlyList<SliceInstrument> Instruments { get; init; } = [];

    /// <summary>Whether only datagrams can meet them.</summary>
    internal bool AsksOfDatagrams => Groups.Count + Numbers.Count + Instruments.Count > 0;
}

/// <summary>An instrument whose packets are kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ChannelId">Its channel at the venue; null for any.</param>
public readonly record struct SliceInstrument(int Id, int? ChannelId = null);

/// <summary>Says which frames of a capture are kept.</summary>
public interface ISliceChoice
{
    /// <summary>Judges a frame; asked once of each, in their order.</summary>
    /// <param name="frame">The frame.</param>
    SliceReason Judge(in SliceFrame frame);
}

/// <summary>A frame of a capture that is kept or cut. A ref struct, so that nobody keeps it.</summary>
public readonly ref struct SliceFrame
{
    /// <summary>The frame as it was captured.</summary>
    public CaptureRecord Record { get; init; }

    /// <summary>Its place among all frames, from 1.</summary>
    public long FrameNumber { get; init; }

    /// <summary>Whether it is a UDP datagram, the beginning of one, or a fragment of one that becomes whole.</summary>
    public bool HasDatagram { get; init; }

    /// <summary>The datagram; empty when it is none.</summary>
    public UdpDatagram Datagram { get; init; }

    /// <summary>Its place among datagrams, from 1; of a frame that is none that of the last datagram before it.</summary>
    public long PacketNumber { get; init; }

    /// <summary>Of which packet it is a fragment, by the packet's place among those that came in fragments, from 1; 0 when it is none.</summary>
    public long FragmentOf { get; init; }
}

/// <summary>Why a frame was cut out of a capture, or that it was kept.</summary>
public enum SliceReason : byte
{
    /// <summary>It was kept.</summary>
    Kept = 0,

    /// <summary>It was captured at another time.</summary>
    Time,

    /// <summary>It has another place in the capture.</summary>
    Packet,

    /// <summary>It was sent elsewhere.</summary>
    Group,

    /// <summary>The number in its header is another, or it has none.</summary>
    Sequence,

    /// <summary>It names other instruments alone.</summary>
    Instrument,

    /// <summary>It is no UDP datagram, so that nothing of what was asked for can be said of it.</summary>
    NoDatagram,
}
