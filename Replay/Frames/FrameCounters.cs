using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Frames;

/// <summary>What became of captured frames: <see cref="Frames"/> is the sum of all outcomes. Written by the thread that decodes.</summary>
public sealed class FrameCounters
{
    private const int DetailCountMax = 16;
    private readonly List<(FrameOutcome Outcome, int Number)> _details = new(DetailCountMax);
    private readonly long[] _byOutcome = new long[(int)FrameOutcome.UnknownLinkType + 1];

    /// <summary>All frames.</summary>
    public long Frames { get; private set; }

    /// <summary>Whole UDP datagrams.</summary>
    public long Udp => this[FrameOutcome.Udp];

    /// <summary>Frames that carry no IP.</summary>
    public long NotIp => this[FrameOutcome.NotIp];

    /// <summary>IP packets that carry no UDP.</summary>
    public long NotUdp => this[FrameOutcome.NotUdp];

    /// <summary>Fragments of UDP datagrams.</summary>
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

    /// <summary>
    /// What the first frames were that are no UDP, each once: the number of the protocol with <see cref="FrameOutcome.NotUdp"/>, of the Ethernet type with
    /// <see cref="FrameOutcome.NotIp"/>, 0 where there is none, and of the link type with <see cref="FrameOutcome.UnknownLinkType"/>. With
    /// <see cref="FrameOutcome.Udp"/> the destination port, where it is one of a tunnel.
    /// </summary>
    public IReadOnlyList<(FrameOutcome Outcome, int Number)> Details => _details;

    /// <summary>How many frames had one outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public long this[FrameOutcome outcome] => _byOutcome[(int)outcome];

    /// <summary>Begins again at zero.</summary>
    public void Reset()
    {
        Array.Clear(_byOutcome);
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

    internal void Count(FrameOutcome outcome)
    {
        Frames++;
        _byOutcome[(int)outcome]++;
    }
}
