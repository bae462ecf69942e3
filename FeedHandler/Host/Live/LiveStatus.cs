using System.Diagnostics;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Replays;
using FeedHandler.Latency.Stages;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Live;

/// <summary>
/// A live feed as it stands, read in passing while its threads run: every number is a recent one, and they need not be of the same moment. It is read
/// again and again into the same memory, as what an observer allocates would be collected while the feed thread waits.
/// </summary>
/// <param name="receiver">What it receives by.</param>
/// <param name="pipeline">What it runs through.</param>
/// <param name="margins">The margins that its feed thread takes, by channel.</param>
/// <param name="isRateSinceStart">Whether rates are since the groups were joined; else since the reading before.</param>
internal sealed class LiveStatus(ILiveReceiver receiver, ReplayPipeline pipeline, LineMargins[] margins, bool isRateSinceStart = false)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long[] _lastPackets = new long[receiver.Groups.Count];
    private readonly double[] _rates = new double[receiver.Groups.Count];
    private TimeSpan _lastElapsed;

    /// <summary>What it receives by, with the counters of each group.</summary>
    public ILiveReceiver Receiver => receiver;

    /// <summary>What it runs through, with what each channel's arbitration and each consumer have done.</summary>
    public ReplayPipeline Pipeline => pipeline;

    /// <summary>By how much one line beats the other, by channel.</summary>
    public LineMargins[] Margins => margins;

    /// <summary>What the stages took; empty without stamps.</summary>
    public LatencyWatch Latency { get; } = new(pipeline.Histograms);

    /// <summary>Since the groups were joined.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Runs of packets that no line delivered in time, over all channels.</summary>
    public long Gaps { get; private set; }

    /// <summary>Packets in those runs.</summary>
    public long Lost { get; private set; }

    /// <summary>Packets a second of a group.</summary>
    /// <param name="group">Its place among the receiver's.</param>
    public double PacketsPerSecond(int group) => _rates[group];

    /// <summary>Packets that a line was the first to bring, in sequence, of a channel.</summary>
    /// <param name="arbitration">What the channel's arbitration has seen.</param>
    /// <param name="line">The line.</param>
    public static long Delivered(ArbitrationCounters arbitration, Line line)
    {
        long count = 0;
        for (int i = 0; i < arbitration.Groups.Count; i++)
        {
            if (arbitration.Groups[i].Line == line) count += arbitration.Groups[i].Delivered;
        }

        return count;
    }

    /// <summary>Reads the feed anew.</summary>
    public void Read()
    {
        Elapsed = Stopwatch.GetElapsedTime(_start);
        double seconds = (Elapsed - _lastElapsed).TotalSeconds;
        for (int i = 0; i < _rates.Length; i++)
        {
            long packets = receiver.Counters[i].Packets;
            _rates[i] = seconds > 0 ? (packets - _lastPackets[i]) / seconds : 0;
            if (!isRateSinceStart) _lastPackets[i] = packets;
        }

        if (!isRateSinceStart) _lastElapsed = Elapsed;
        (Gaps, Lost) = (0, 0);
        for (int i = 0; i < pipeline.Channels.Count; i++)
        {
            Gaps += pipeline.Channels[i].Arbitration.Gaps;
            Lost += pipeline.Channels[i].Arbitration.Lost;
        }
    }
}
