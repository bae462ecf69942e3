namespace FeedHandler.Replay.Slicing;

/// <summary>What a slice is written as.</summary>
public enum SliceFormat
{
    /// <summary>pcapng: every interface with its time resolution, comments, and notes of what was cut.</summary>
    PcapNg,

    /// <summary>Classic pcap: one link type, frames and times alone.</summary>
    Pcap,
}
