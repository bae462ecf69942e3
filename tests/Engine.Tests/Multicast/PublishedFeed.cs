using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>A datagram as it was sent.</summary>
/// <param name="Line">0 and 1 events on A and B, 2 and 3 snapshots.</param>
/// <param name="TimeNs">When.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record SentDatagram(int Line, long TimeNs, byte[] Bytes)
{
    public bool IsLoop => Line > 1;
}

/// <summary>
/// A feed that is replayed and sent, without a network and by a clock of its own, which goes on by a millisecond with each packet; and a second feed that takes
/// what was sent as its venue.
/// </summary>
internal sealed class PublishedFeed : IFeedSink, IDisposable
{
    private const int ChannelId = 310;
    private static readonly string[] Groups = ["239.5.1.1:20310", "239.5.1.2:20310", "239.5.2.1:20311", "239.5.2.2:20311"];
    private readonly PublishSettings _settings;
    private readonly long _startNs;
    private MulticastPublisher? _publisher;
    private long _nowNs;
    private int _mark;

    private PublishedFeed(PublishSettings settings, long startNs) => (_settings, _startNs, _nowNs) = (settings, startNs, startNs);

    /// <summary>How captures of this name their groups.</summary>
    public static string Lines => $"{Groups[0]}=310/incremental/A,{Groups[1]}=310/incremental/B,{Groups[2]}=310/snapshot/A,{Groups[3]}=310/snapshot/B";

    public string Name => "published";

    /// <summary>What was sent, in order.</summary>
    public List<SentDatagram> Sent { get; } = [];

    public FeedReport Report { get; private set; } = null!;

    public MulticastPublisher Publisher => _publisher!;

    /// <summary>Replays a capture and sends its feed.</summary>
    public static PublishedFeed Of(string capture, string? lines = null, PublishSettings? settings = null, int ordersMax = 0, long startNs = 1_000_000_000)
    {
        PublishedFeed published = new(settings ?? new PublishSettings { LoopPeriodNs = 10_000_000 }, startNs);
        FeedBuilder builder = Feed.Cme().Replay(capture).Orders(ordersMax).Sink(published);
        if (lines is not null) builder.Lines(lines);
        using Feed feed = builder.Start();
        feed.Wait();
        published.Report = feed.Report;
        published.Idle(50);
        return published;
    }

    /// <summary>Time passes, and nothing comes.</summary>
    public void Idle(int ms)
    {
        for (int i = 0; i < ms; i++) Pass();
    }

    public void OnOpen(Feed feed)
    {
        ChannelState channel = feed.Status.Channels[0];
        ChannelPlan plan = new(ChannelId, channel.Instruments.Books.CountMax, feed.NewDefinitions()[0], LinesOf(0), LinesOf(2))
        {
            Orders = channel.Instruments.Orders?.Books.Limits,
        };
        _publisher = new MulticastPublisher(_settings, [plan], () => _nowNs);
    }

    public void OnEvent(in MarketEvent marketEvent) => _publisher!.Take(marketEvent);

    // Sinks are given several packets at once where they are behind: the clock of this one goes by numbers, so that every run is the same.
    public void OnBatchEnd()
    {
        _publisher!.Publish();
        Pass();
    }

    /// <summary>Takes what was sent as a venue.</summary>
    /// <param name="datagrams">What of it arrives.</param>
    /// <param name="ordersMax">How many orders are kept.</param>
    public static FeedReport Follow(IEnumerable<SentDatagram> datagrams, int ordersMax = 0)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pcapng");
        try
        {
            Write(path, datagrams);
            using StatisticsConsumer consumer = new();
            using Feed feed = Feed.For("normalized").Replay(path).Lines(Lines).Orders(ordersMax).Sink(consumer).Start();
            feed.Wait();
            consumer.AssertSame();
            return feed.Report;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _publisher?.Dispose();

    private static void Write(string path, IEnumerable<SentDatagram> datagrams)
    {
        UdpFrameWriter[] writers = [.. Groups.Select(static group => new UdpFrameWriter(UdpEndpoint.TryParse(group, out UdpEndpoint end) ? end : default))];
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + PublishSettings.PacketBytesMax];
        using PcapNgWriter capture = new(File.Create(path));
        foreach (SentDatagram datagram in datagrams)
            capture.Write(frame.AsSpan(0, writers[datagram.Line].Write(datagram.Bytes, frame)), datagram.TimeNs);
    }

    private void Pass()
    {
        _nowNs = _startNs + (++_mark * 1_000_000L);
        _publisher!.Tick();
    }

    private DatagramLines LinesOf(int first) => new([new RecordingLine(this, first), new RecordingLine(this, first + 1)]);

    private sealed class RecordingLine(PublishedFeed feed, int line) : IDatagramLine
    {
        public long RefusedCount => 0;

        public string? Failure => null;

        public void Send(ReadOnlySpan<byte> datagram) => feed.Sent.Add(new SentDatagram(line, feed._nowNs, datagram.ToArray()));

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
