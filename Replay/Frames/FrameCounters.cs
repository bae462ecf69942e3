using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;

namespace FeedHandler.Replay.Frames;

/// <summary>What became of captured frames: <see cref="Frames"/> is the sum of all outcomes. Written by the thread that decodes.</summary>
public sealed class FrameCounters
{
    private const int DetailCountMax = 16;
    private readonly List<(FrameOutcome Outcome, int Number)> _details = new(DetailCountMax);
    private readonly long[] _byOutcome = new long[(int)FrameOutcome.UnknownLinkType + 1];
    private readonly long[] _byTunnel = new long[(int)TunnelKind.IpInIp + 1];

    /// <summary>All frames.</summary>
    public long Frames { get; private set; }

    /// <summary>Whole UDP datagrams.</summary>
    public long Udp => this[FrameOutcome.Udp];

    /// <summary>Frames that carry no IP.</summary>
    public long NotIp => this[FrameOutcome.NotIp];

    /// <summary>IP packets that carry no UDP.</summary>
    public long NotUdp => this[FrameOutcome.NotUdp];

    /// <summary>Fragments of packets, but for those that completed one.</summary>
    public long Fragments => this[FrameOutcome.Fragment];

    /// <summary>Frames of which too little was captured.</summary>
    public long Truncated => this[FrameOutcome.Truncated];

    /// <summary>Frames that contradict themselves.</summary>
    public long Malformed => this[FrameOutcome.Malformed];

    /// <summary>Frames of an unknown link type.</summary>
    public long UnknownLinkTypes => this[FrameOutcome.UnknownLinkType];

    /// <summary>Datagrams whose time came from the device that tapped the wire instead of from the capture.</summary>
    public long DeviceTimes { get; internal set; }

    /// <summary>Datagrams that lacked the trailer they were expected to have, and kept the capture's time.</summary>
    public long TrailersMissing { get; internal set; }

    /// <summary>Datagrams to a destination that belongs to neither line; passed over.</summary>
    public long OtherDestination { get; internal set; }

    /// <summary>Datagrams without a time: they were given that of the record before them in their file, or 0.</summary>
    public long Timeless { get; internal set; }

    /// <summary>IP packets that were put together of fragments.</summary>
    public long Reassembled { get; internal set; }

    /// <summary>Fragments of which all was there already, byte for byte.</summary>
    public long FragmentDuplicates { get; internal set; }

    /// <summary>Fragments that overlap others, or contradict them: the bytes that came first were kept.</summary>
    public long FragmentOverlaps { get; internal set; }

    /// <summary>Packets of which fragments came and not all: given up for their age, for want of room, or not complete yet.</summary>
    public long IncompleteDatagrams => ForgottenDatagrams + PendingDatagrams;

    /// <summary>Of these, the ones that were given up.</summary>
    internal long ForgottenDatagrams { get; set; }

    /// <summary>Of these, the ones that may yet become complete.</summary>
    internal long PendingDatagrams { get; set; }

    /// <summary>
    /// What the first frames were that are no UDP, each once: the number of the protocol with <see cref="FrameOutcome.NotUdp"/>, of the Ethernet type with
    /// <see cref="FrameOutcome.NotIp"/>, 0 where there is none, and of the link type with <see cref="FrameOutcome.UnknownLinkType"/>. With
    /// <see cref="FrameOutcome.Udp"/> the destination port, where it is one of a tunnel. With <see cref="FrameOutcome.Malformed"/> and
    /// <see cref="FrameOutcome.Truncated"/> the <see cref="TunnelKind"/> within which it is so.
    /// </summary>
    public IReadOnlyList<(FrameOutcome Outcome, int Number)> Details => _details;

    /// <summary>How many frames had one outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public long this[FrameOutcome outcome] => _byOutcome[(int)outcome];

    /// <summary>How many headers of a kind of tunnel were taken off.</summary>
    /// <param name="kind">The kind.</param>
    public long this[TunnelKind kind] => _byTunnel[(int)kind];

    /// <summary>Begins again at zero.</summary>
    internal void Reset()
    {
        Array.Clear(_byOutcome);
        Array.Clear(_byTunnel);
        (Reassembled, FragmentDuplicates, FragmentOverlaps, ForgottenDatagrams, PendingDatagrams) = (0, 0, 0, 0, 0);
        Frames = 0;
        DeviceTimes = 0;
        TrailersMissing = 0;
        OtherDestination = 0;
        Timeless = 0;
        _details.Clear();
    }

    internal void Note(FrameOutcome outcome, int number)
    {
        if (_details.Count < DetailCountMax && !_details.Contains((outcome, number))) _details.Add((outcome, number));
    }

    internal void Count(TunnelKind kind) => _byTunnel[(int)kind]++;

    internal void Count(FrameOutcome outcome)
    {
        Frames++;
        _byOutcome[(int)outcome]++;
    }
}
