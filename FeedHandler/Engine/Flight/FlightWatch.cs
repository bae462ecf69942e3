using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Engine;

/// <summary>
/// Saves the spikes of a flight recorder, on a thread of its own that looks every millisecond: at most one a second, and so many of a run. It shares words of
/// memory with the feed thread, and no lock; until there is a spike it allocates nothing.
/// </summary>
internal sealed class FlightWatch
{
    private const int IdleMs = 1;
    private const int ApartMs = 1000;
    private const int QuietMs = 200;
    private readonly FlightRing _ring;
    private readonly IReadOnlyList<FlightFlag> _flags;
    private readonly IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> _groups;
    private readonly Func<string, Action<Stream>, string?> _write;
    private readonly SpikeCapture _capture;
    private readonly Thread _thread;
    private volatile FlightFile[] _files = []; // each time another one (release, acquire): who looks in passing takes it as it is
    private readonly List<string> _failures = [];
    private bool _isPending;
    private FlightSpike _pending;
    private (long Count, long AtMs) _progress;
    private bool _isArmed;
    private long _nextAtMs;
    private int _spikeCount;
    private long _leftOut;
    private long _savedOver;
    private volatile bool _isEnding; // written by whoever completes (release), read by the thread (acquire)

    /// <summary>Prepares the thread.</summary>
    /// <param name="source">The recorder, and what tells it of late events.</param>
    /// <param name="groups">The groups, of IPv4, in the order of the feed map.</param>
    /// <param name="write">Writes a file of this name; null when it is there, else why not.</param>
    public FlightWatch(
        (FlightRing Ring, IReadOnlyList<FlightFlag> Flags) source,
        IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> groups,
        Func<string, Action<Stream>, string?> write)
    {
        (_ring, _flags) = source;
        (_groups, _write) = (groups, write);
        _capture = new SpikeCapture(_ring, groups);
        _thread = new Thread(Watch) { Name = "flight", IsBackground = true };
    }

    /// <summary>What was saved so far, in its order; any thread may ask.</summary>
    public IReadOnlyList<FlightFile> Files => _files;

    /// <summary>Begins to look.</summary>
    public void Start()
    {
        Arm();
        _thread.Start();
    }

    /// <summary>Ends it when the feed thread has ended, with what is there to be saved.</summary>
    public void Stop()
    {
        _isEnding = true;
        _thread.Join();
    }

    /// <summary>Adds what was saved, behind <see cref="Stop"/>.</summary>
    /// <param name="report">What the recorder itself knows.</param>
    public FlightReport Complete(FlightReport report) => report with
    {
        Files = _files,
        Failures = _failures,
        PacketsLeftOut = _leftOut,
        NotSaved = Math.Max(0, report.PacketsOver - _savedOver),
    };

    private void Watch()
    {
        while (true)
        {
            bool isEnding = _isEnding; // read before the ring: what came before the end is saved
            Look(Environment.TickCount64, isEnding);
            if (isEnding) return;
            Thread.Sleep(IdleMs);
        }
    }

    private void Look(long nowMs, bool isEnding)
    {
        if (_spikeCount >= _ring.Options.SpikesMax) return;
        if (!_isPending && !_isArmed && nowMs >= _nextAtMs) Arm();
        if (!_isPending) Find(nowMs);
        if (!_isPending) return;
        long count = _ring.RecordedCount;
        if (count != _progress.Count) _progress = (count, nowMs);
        if (isEnding || count > _pending.Number + _ring.Options.After || nowMs - _progress.AtMs > QuietMs) Save(nowMs);
    }

    private void Arm()
    {
        _isArmed = true;
        _ring.Arm();
    }

    private void Find(long nowMs)
    {
        bool isFound = _ring.TryTake(out FlightSpike spike);
        for (int i = 0; i < _flags.Count; i++)
        {
            if (!_flags[i].TryTake(out long ticks, out FlightSpike late) || isFound || !_isArmed || !_ring.TryFind(ticks, out FlightRecord record)) continue;
            spike = _ring.SpikeOf(record);
            (spike.EventNs, spike.StrategyNs, isFound) = (late.EventNs, late.StrategyNs, true);
        }

        if (isFound) (_isPending, _pending, _progress) = (true, spike, (_ring.RecordedCount, nowMs));
    }

    // The ring is given back only when there is something more to save: behind the last one the feed thread copies nothing any more.
    private void Save(long nowMs)
    {
        _spikeCount++;
        FlightSpike spike = _pending;
        int channel = _groups[spike.Group].Feed.ChannelId;
        string name = NameOf(spike, channel);
        (int Written, int LeftOut, int Over) counts = default;
        if (_write(name, stream => counts = _capture.Write(stream, spike)) is { } failure)
        {
            _failures.Add(failure);
        }
        else
        {
            _files = [.. _files, new FlightFile(name, counts.Written, channel, spike)];
            (_leftOut, _savedOver) = (_leftOut + counts.LeftOut, _savedOver + counts.Over);
        }

        (_isPending, _isArmed, _nextAtMs) = (false, false, nowMs + ApartMs);
        if (_spikeCount < _ring.Options.SpikesMax) _ring.Release();
    }

    private string NameOf(in FlightSpike spike, int channel)
    {
        DateTime time = spike.RxNs > 0 ? DateTime.UnixEpoch.AddTicks(spike.RxNs / 100) : DateTime.UtcNow;
        return string.Create(CultureInfo.InvariantCulture, $"spike-{time:yyyyMMdd'T'HHmmss.ffffff'Z'}-{channel}-{_spikeCount}.pcapng");
    }
}
