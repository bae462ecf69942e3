using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Reports;

namespace FeedHandler.Host.Tests.Live;

/// <summary>
/// An exchange that lives and feeds beside it: whatever is lost on the way, whoever comes late or is killed, in the end every book is what the exchange says it
/// is, by level and by order, with status, volume and statistics.
/// </summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ServedMarketTests
{
    private const int EventsPerSecond = 1000;

    // So many events and not so many seconds, in which a busy machine might make too few for a loss on both lines.
    private static readonly string[] Lossy =
        ["--loss-a", "0.05", "--loss-b", "0.05", "--rate", $"{EventsPerSecond}", "--events", $"{ServedMarket.Seconds * EventsPerSecond}"];

    private static readonly string[] Files = ["exchange.json", "truth.jsonl"];
    private ServedMarket _market = null!;

    [SetUp]
    public void Open() => _market = new ServedMarket();

    [TearDown]
    public void Close() => _market?.Dispose();

    [EachReceiver("io_uring")]
    public void WhatIsLostOnBothLinesIsHealedToTheExchangesOwnBooks(string receiver)
    {
        using ChildCommand feed = _market.Join(receiver);
        using ChildCommand exchange = _market.Serve(Lossy);
        JsonElement served = _market.End(exchange);
        JsonElement report = _market.ReportOfWhole(feed);

        new JsonContract().With("docs/json.md", "simulate --serve").Holds(served);
        Assert.That(report.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        Assert.That(States(report), Is.All.EqualTo("whole"));
        Assert.That(report.GetProperty("verification").GetProperty("orders").GetProperty("diverged").GetInt64(), Is.Zero);
        Assert.That(report.GetProperty("strategies")[0].GetProperty("digest").GetString(), Is.EqualTo(report.GetProperty("digest").GetString()));
        Assert.That(served.GetProperty("replayServer").GetProperty("requests").GetInt64(), Is.Positive);
        Assert.That(served.GetProperty("groups").EnumerateArray().Take(2).Select(static group => group.GetProperty("lost").GetInt64()), Is.All.Positive);
    }

    [Test]
    public void AFeedThatIsKilledAndComesAgainIsWholeByItself()
    {
        using ChildCommand first = _market.Join("socket");
        using ChildCommand exchange = _market.Serve(Lossy);
        _market.WaitForSent(1000);
        first.Signal("KILL");
        first.WaitForExit();
        using ChildCommand second = _market.Join("socket");
        _market.End(exchange);

        Assert.That(States(_market.ReportOfWhole(second)), Is.All.EqualTo("whole"));
    }

    [Test]
    public void SequencesStartAgainAndDaysEndWithoutAWrongBook()
    {
        using ChildCommand feed = _market.Join("socket");
        using ChildCommand exchange = _market.Serve(
            [.. Lossy, "--trading-day", "--profile", "burst", "--session-events", "1500", "--restart-at", "1800", "--instruments", "8"]);
        JsonElement served = _market.End(exchange);
        JsonElement report = _market.ReportOfWhole(feed);

        Assert.That(served.GetProperty("restarts").GetInt64(), Is.Positive);
        Assert.That(report.GetProperty("packets").GetProperty("restarts").GetInt64(), Is.Positive);
        Assert.That(report.GetProperty("verification").GetProperty("orders").GetProperty("diverged").GetInt64(), Is.Zero);
    }

    [Test]
    public void PeersWhoMeanHarmStopNeitherExchangeNorFeed()
    {
        using ChildCommand feed = _market.Join("socket");
        using ChildCommand exchange = _market.Serve(Lossy);
        _market.WaitForSent(100);
        List<Socket> idle = [];
        _market.Receiver.Run(() => Harass(idle));
        JsonElement served = _market.End(exchange);
        foreach (Socket peer in idle) peer.Dispose();

        Assert.That(States(_market.ReportOfWhole(feed)), Is.All.EqualTo("whole"));
        Assert.That(served.GetProperty("replayServer").GetProperty("connections").GetInt64(), Is.GreaterThanOrEqualTo(100));
        Assert.That(served.GetProperty("replayServer").GetProperty("refused").GetInt64(), Is.GreaterThanOrEqualTo(20));
    }

    [TestCase("TERM")]
    [TestCase("INT")]
    public void WhatIsStoppedReportsAndLeavesWholeFiles(string signal)
    {
        File.WriteAllText(_market.Truth, "before");
        using ChildCommand exchange = _market.Serve("--rate", "1000");
        _market.WaitForSent(2000);
        exchange.Signal(signal);
        JsonElement served = ServedMarket.ReportOf(exchange);
        JsonElement[] truth = [.. File.ReadLines(_market.Truth).Select(static line => JsonDocument.Parse(line).RootElement)];

        Assert.That(served.GetProperty("stopped").GetBoolean(), Is.True);
        Assert.That(truth, Has.Length.EqualTo(12));
        Assert.That(truth.Select(static line => line.GetProperty("lastPacket").GetInt64()), Is.All.EqualTo(served.GetProperty("lastPacket").GetInt64()));
        foreach (JsonElement line in truth) new JsonContract().With("docs/json.md", "simulate --truth").Holds(line);
        Assert.That(Directory.GetFiles(_market.Folder).Select(Path.GetFileName), Is.EquivalentTo(Files));
    }

    [Test]
    public void WhatIsKilledLeavesTheFileThatWasThere()
    {
        File.WriteAllText(_market.Truth, "before");
        using ChildCommand exchange = _market.Serve("--rate", "1000");
        _market.WaitForSent(2000);
        exchange.Signal("KILL");
        exchange.WaitForExit();

        Assert.That(File.ReadAllText(_market.Truth), Is.EqualTo("before"));
        Assert.That(Directory.GetFiles(_market.Folder).Select(Path.GetFileName), Is.EquivalentTo(Files));
    }

    // Some say nothing, some nonsense, some go at once, and one asks and never reads.
    private static void Harass(List<Socket> idle)
    {
        for (int count = 0; count < 100; count++)
        {
            Socket peer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            peer.Connect(IPAddress.Parse("10.91.1.1"), 10310);
            if (count % 10 == 0) idle.Add(peer);
            else Annoy(peer, count);
        }
    }

    private static void Annoy(Socket peer, int kind)
    {
        try
        {
            if (kind % 3 == 0) peer.Send(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"));
            if (kind % 3 == 1) peer.Send(Enumerable.Repeat((byte)0xA5, 100_000).ToArray());
            if (kind % 2 == 0) peer.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, and no end
        }
        catch (SocketException)
        {
            // It was sent away before it was done, which is right.
        }

        peer.Dispose();
    }

    private static IEnumerable<string> States(JsonElement report) => report.GetProperty("instruments").EnumerateArray()
        .SelectMany(static one => new[] { one.GetProperty("state").GetString()!, one.GetProperty("orders").GetProperty("state").GetString()! });
}
