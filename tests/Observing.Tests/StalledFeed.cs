using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stalls;
using FeedHandler.Native.Sockets;
using FeedHandler.Observing.Dashboard;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Sinks.Strategies;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>A live feed over the loopback interface, looked at by everybody, whose packets are sent one by one and whose strategy stalls when it is told to.</summary>
internal sealed class StalledFeed : IDisposable
{
    private const string Group = "239.255.41.17:41017";
    private const long BudgetNs = 1_500_000;
    private readonly CaptureSet _captures = CaptureSet.Open(
        new CaptureSettings([Repository.PathOf("captures/cme-simulated.pcapng")], null, CaptureSet.TrailerNames[0]));

    private readonly MulticastSender _sender = MulticastSender.Open(IPEndPoint.Parse(Group), "lo");
    private readonly PacketStore _packets;
    private readonly Feed _feed;
    private readonly List<byte[]> _files = [];
    private readonly FeedStatus _status;
    private readonly ObserverServer _server;
    private readonly HttpClient _client = new();
    private FeedMetrics _metrics = null!;
    private int _sentCount;

    public StalledFeed()
    {
        using CaptureReceiver receiver = _captures.CreateReceiver();
        _packets = PacketStore.Load(receiver, group: 0);
        _feed = Feed.Cme().Listen($"{Group}=310/incremental/A", "lo").WarmUp(0).Inline().Strategy(Strategy)
            .Options(static options => options with { InstrumentsMax = 100, HasStamps = true, Flight = new FlightOptions(BudgetNs) { Before = 3, After = 0, SpikesMax = 64 } })
            .WhenOpen(Watch).Start();
        _server = ObserverServer.Start(new ObserverOptions(new IPEndPoint(IPAddress.Loopback, 0)), [Dashboard]);
        _status = _feed.NewStatus();
        Within.Until(() => _feed.Status.Polls!.LastPollNs > 0, "the feed thread polls");
    }

    public StallingStrategy Strategy { get; } = new();

    public DashboardEndpoints Dashboard { get; private set; } = null!;

    /// <summary>Sends packet by packet, as each is received, until the strategy has stalled.</summary>
    public void SendUntilStalled()
    {
        Strategy.Arm();
        while (!Strategy.HasStalled) SendNext();
    }

    /// <summary>The latest stalls of the hiccup meter.</summary>
    public IEnumerable<Stall> Stalls()
    {
        StallLog log = _feed.Status.Polls!.Stalls;
        for (long number = Math.Max(0, log.Count - StallLog.KeptCount); number < log.Count; number++)
        {
            if (log.TryRead(number, out Stall stall)) yield return stall;
        }
    }

    /// <summary>The frames of the timeline so far.</summary>
    public IEnumerable<JsonElement> Frames() => DashboardFrames.Read(_client, _server, Dashboard);

    /// <summary>What the metrics say of how long stalls took together, in seconds.</summary>
    public double StallSeconds()
    {
        ArrayBufferWriter<byte> text = new();
        Assert.That(_metrics.TryWrite(text, isOpen: false), Is.True);
        return Encoding.UTF8.GetString(text.WrittenSpan).Split('\n').Where(static line => line.StartsWith("feedhandler_feed_stall_seconds_total{", StringComparison.Ordinal))
            .Sum(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the flight recorder saves a file in which this packet is the one that took too long.</summary>
    public bool WaitForFile(uint seqNum)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 3; Thread.Sleep(20))
        {
            byte[][] files;
            lock (_files) files = [.. _files];
            if (Array.Exists(files, file => SlowPackets(file).Contains(seqNum))) return true;
        }

        return false;
    }

    /// <summary>Ends the feed.</summary>
    public FeedReport End()
    {
        _feed.Stop();
        _feed.Wait();
        return _feed.Report;
    }

    public void Dispose()
    {
        _feed.Stop();
        _client.Dispose();
        _server.Dispose();
        Dashboard.Dispose();
        _metrics.Dispose();
        _feed.Dispose();
        _packets.Dispose();
        _sender.Dispose();
        _captures.Dispose();
    }

    private void Watch(Feed feed)
    {
        _metrics = new FeedMetrics(feed);
        Dashboard = new DashboardEndpoints(feed);
        Assert.That(UdpEndpoint.TryParse(Group, out UdpEndpoint endpoint), Is.True);
        feed.SaveSpikes([(endpoint, new FeedGroup(310, FeedRole.Incremental, Line.A))], Keep);
    }

    private string? Keep(string name, Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        lock (_files) _files.Add(stream.ToArray());
        return null;
    }

    private void SendNext()
    {
        Assert.That(_sentCount, Is.LessThan(_packets.Count), "the capture is long enough");
        _sender.Send(_packets[_sentCount++].Bytes);
        _sender.Flush();
        Within.Until(() => _status.Read().Packets >= _sentCount, "the packet is received");
    }

    private static List<uint> SlowPackets(byte[] capture)
    {
        const int numberOffset = 14 + 20 + 8; // behind the headers of Ethernet, IPv4 and UDP
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.pcapng");
        File.WriteAllBytes(path, capture);
        try
        {
            using CaptureFile file = CaptureFile.Open(path);
            CaptureReader reader = file.CreateReader();
            List<uint> slow = [];
            while (reader.TryRead(out CaptureRecord record))
            {
                int offset = 0;
                bool isSlow = record.Options.TryReadComment(ref offset, out ReadOnlySpan<byte> text) && text.StartsWith("budget"u8);
                if (isSlow) slow.Add(BinaryPrimitives.ReadUInt32LittleEndian(record.Bytes[numberOffset..]));
            }

            return slow;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>Keeps its thread for 2 ms at the next book update once it is told to, and remembers when and at which packet.</summary>
internal sealed class StallingStrategy : Strategy
{
    public const long StallNs = 2_000_000;
    private bool _isArmed;
    private bool _hasStalled;
    private long _startNs;
    private long _endNs;

    public override string Name => "stalling";

    public bool HasStalled => Volatile.Read(ref _hasStalled);

    public uint SeqNum { get; private set; }

    public void Arm()
    {
        Volatile.Write(ref _hasStalled, false);
        Volatile.Write(ref _isArmed, true);
    }

    public bool IsWithin(Stall stall) => stall.EndNs >= _endNs && stall.EndNs - stall.DurationNs <= _startNs;

    public override void OnBook(in BookView book, in MarketEvent change)
    {
        if (!Volatile.Read(ref _isArmed)) return;
        Volatile.Write(ref _isArmed, false);
        (_startNs, SeqNum) = (default(MonotonicClock).NowNs(), change.SeqNum);
        while (default(MonotonicClock).NowNs() < _startNs + StallNs) Thread.SpinWait(1);
        _endNs = default(MonotonicClock).NowNs();
        Volatile.Write(ref _hasStalled, true);
    }
}
