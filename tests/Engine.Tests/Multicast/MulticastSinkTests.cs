using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Sinks.Multicast;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>What the sink opens and keeps, and what it tells of datagrams that were refused.</summary>
public sealed class MulticastSinkTests
{
    private static readonly LineGroup[] Groups = [Group(FeedRole.Incremental, 1), Group(FeedRole.Incremental, 2), Group(FeedRole.Snapshot, 3)];
    private readonly List<TriedLine> _lines = [];

    [SetUp]
    public void Forget() => _lines.Clear();

    [TestCase(false)]
    [TestCase(true)]
    public void PacketsAreKeptWhereSomebodyCanAskForThem(bool hasService)
    {
        RetransmitOptions? service = hasService ? new RetransmitOptions(new IPEndPoint(IPAddress.Loopback, 0)) : null;
        using MulticastSink sink = new(new MulticastOptions(Groups) { Retransmit = service }, Open);
        using Feed feed = Start(sink);
        feed.Wait();

        Assert.That(sink.Publisher!.PacketCount, Is.GreaterThan(100));
        Assert.That(sink.Publisher.SentOf(310)?.Range.Last, Is.EqualTo(hasService ? sink.Publisher.PacketCount : null));
    }

    [Test]
    public void LinesAreClosedWhereAnotherCannotBeOpened()
    {
        using MulticastSink sink = new(new MulticastOptions(Groups), group => _lines.Count < 2 ? Open(group) : throw new FeedException("no third"));

        Assert.That(() => Start(sink), Throws.TypeOf<FeedException>().With.Message.EqualTo("no third"));
        Assert.That(_lines.Select(static line => line.IsDisposed), Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public void TheReportSaysWhyDatagramsWereRefused()
    {
        using MulticastSink sink = new(new MulticastOptions(Groups), group => Open(group, "sendmmsg: network is down"));
        using Feed feed = Start(sink);
        feed.Wait();

        Assert.That(sink.Complete(feed.Report).Warnings, Has.One.Contains("refused 3 datagrams (sendmmsg: network is down)"));
    }

    private static Feed Start(MulticastSink sink) => Feed.Cme().Replay(Repository.PathOf("captures/cme-simulated.pcapng")).Sink(sink).Start();

    private static LineGroup Group(FeedRole role, byte last) =>
        new(new FeedGroup(310, role, last == 2 ? Line.B : Line.A), new IPEndPoint(new IPAddress([239, 5, 1, last]), 20310), "lo");

    private IDatagramLine Open(LineGroup group) => Open(group, failure: null);

    private TriedLine Open(LineGroup group, string? failure)
    {
        TriedLine line = new(failure);
        _lines.Add(line);
        return line;
    }

    private sealed class TriedLine(string? failure) : IDatagramLine
    {
        public long RefusedCount => failure is null ? 0 : 1;

        public string? Failure => failure;

        public bool IsDisposed { get; private set; }

        public void Send(ReadOnlySpan<byte> datagram)
        {
        }

        public void Flush()
        {
        }

        public void Dispose() => IsDisposed = true;
    }
}
