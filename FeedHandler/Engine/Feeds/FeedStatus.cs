using System.Diagnostics;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Receivers;
using FeedHandler.Replay.Captures;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>
/// A feed as it stands, read in passing while its threads run: every number is a recent one, and they need not be of the same moment. It is read
/// again and again into the same memory, as what an observer allocates would be collected while the feed thread waits. For one observer.
/// </summary>
public sealed partial class FeedStatus
{
    private const long NsPerTick = 100;
    private readonly Pipeline _pipeline;
    private readonly bool _isRateSinceStart;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long[] _lastPackets;
    private readonly double[] _rates;
    private readonly long[] _needyBooks;
    private TimeSpan _lastElapsed;

    internal FeedStatus(Pipeline pipeline, bool isRateSinceStart, ILiveReceiver? receiver = null, IReadOnlyList<LineMargins>? margins = null)
    {
        _pipeline = pipeline;
        _isRateSinceStart = isRateSinceStart;
        Receiver = receiver;
        Margins = margins ?? [];
        int groupCount = receiver?.Groups.Count ?? 0;
        (_lastPackets, _rates) = (new long[groupCount], new double[groupCount]);
        _needyBooks = new long[pipeline.Channels.Count];
        Latency = new LatencyWatch(pipeline.Histograms);
    }

    /// <summary>What a live feed receives by, with the counters of each group; null for a replay.</summary>
    public ILiveReceiver? Receiver { get; }

    /// <summary>What a live feed's thread does with its time; null for a replay.</summary>
    public PollCounters? Polls { get; internal init; }

    /// <summary>How long packets of a live feed are on their way to its thread; null for a replay.</summary>
    public WireWatch? Wire { get; internal init; }

    /// <summary>What was known when a live feed was opened: which receiver was taken and why, and what was had otherwise than asked.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>What each channel keeps, with what its arbitration has seen.</summary>
    public IReadOnlyList<ChannelState> Channels => _pipeline.Channels;

    /// <summary>By how much one line beats the other, by channel; empty for a replay.</summary>
    public IReadOnlyList<LineMargins> Margins { get; }

    /// <summary>What the stages took; empty without stamps.</summary>
    public LatencyWatch Latency { get; }

    /// <summary>Since the feed was opened.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Packets that were given to the channels, duplicates too.</summary>
    public long Packets { get; private set; }

    /// <summary>Runs of packets that no line delivered in time, over all channels.</summary>
    public long Gaps { get; private set; }

    /// <summary>Packets in those runs.</summary>
    public long Lost { get; private set; }

    /// <summary>Books that are not whole although something was told of them, over all channels.</summary>
    public long NeedyBooks { get; private set; }

    /// <summary>How long it will be until the last of them is whole, in nanoseconds, of those of which anything is known; null where of none.</summary>
    public long? EstimatedHealNs { get; private set; }

    /// <summary>Records of captures that were read so far; 0 for a live feed. It may be asked at any time.</summary>
    public long RecordCount => CountRecords?.Invoke() ?? 0;

    /// <summary>How much of captures was read so far; nothing for a live feed. It may be asked at any time.</summary>
    public ReadShare Share => Captures?.Share ?? default;

    /// <summary>How many strategies and sinks take events from the ring now; 0 inline.</summary>
    public int ConsumerCount => _pipeline.Consumers.Count;

    internal Func<long>? CountRecords { get; init; }

    internal CaptureMerge? Captures { get; init; }

    /// <summary>Packets a second of a group of a live feed.</summary>
    /// <param name="group">Its place among the receiver's.</param>
    public double PacketsPerSecond(int group) => _rates[group];

    /// <summary>Packets that a line was the first to bring, in sequence, of a channel.</summary>
    /// <param name="arbitration">What the channel's arbitration has seen.</param>
    /// <param name="line">The line.</param>
    public static long Delivered(ArbitrationCounters arbitration, Line line)
    {
        ArgumentNullException.ThrowIfNull(arbitration);
        long count = 0;
        for (int i = 0; i < arbitration.Groups.Count; i++)
        {
            if (arbitration.Groups[i].Line == line) count += arbitration.Groups[i].Delivered;
        }

        return count;
    }

    /// <summary>Reads the feed anew.</summary>
    /// <returns>This.</returns>
    public FeedStatus Read()
    {
        Elapsed = Stopwatch.GetElapsedTime(_start);
        ReadRates((Elapsed - _lastElapsed).TotalSeconds);
        if (!_isRateSinceStart) _lastElapsed = Elapsed;
        (Packets, Gaps, Lost, NeedyBooks, EstimatedHealNs) = (0, 0, 0, 0, null);
        long nowNs = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * NsPerTick;
        for (int i = 0; i < Channels.Count; i++)
        {
            ArbitrationCounters arbitration = Channels[i].Arbitration;
            Gaps += arbitration.Gaps;
            Lost += arbitration.Lost;
            long before = NeedyBooks;
            ReadNeedy(Channels[i].Instruments, nowNs);
            _needyBooks[i] = NeedyBooks - before;
            for (int group = 0; group < arbitration.Groups.Count; group++) Packets += arbitration.Groups[group].Received;
        }

        return this;
    }

    // An instrument of which nothing was ever told waits for nothing.
    private void ReadNeedy(InstrumentTable instruments, long nowNs)
    {
        if (instruments.Heals is not { NeedyCount: > 0 } heals) return;
        for (int index = 0; index < instruments.Count; index++)
        {
            if (instruments.Books[index].State is BookState.Unknown or BookState.Whole) continue;
            NeedyBooks++;
            if (heals.EstimateNs(index, nowNs) is { } estimateNs) EstimatedHealNs = Math.Max(EstimatedHealNs ?? 0, estimateNs);
        }
    }

    private void ReadRates(double seconds)
    {
        for (int i = 0; i < _rates.Length; i++)
        {
            long packets = Receiver!.Counters[i].Packets;
            _rates[i] = seconds > 0 ? (packets - _lastPackets[i]) / seconds : 0;
            if (!_isRateSinceStart) _lastPackets[i] = packets;
        }
    }
}
