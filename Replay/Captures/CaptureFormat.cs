namespace FeedHandler.Replay.Captures;

/// <summary>The format of a capture file, as its first bytes tell.</summary>
public enum CaptureFormat
{
    /// <summary>Classic pcap: one header, then records. Any byte order, microseconds or nanoseconds, Kuznetzov's longer records too.</summary>
    Pcap,

    /// <summary>pcapng: sections of blocks.</summary>
    PcapNg,
}
