using System.Net;
using System.Text.Json;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A feed takes another one's multicast as its venue, each in a network of its own, with losses on the way between them.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ChainedFeedTests
{
    private const string Lines = "239.5.1.1:20310=310/incremental/A,239.5.1.2:20310=310/incremental/B,239.5.2.1:20311=310/snapshot/A,239.5.2.2:20311=310/snapshot/B";
    private const string Retransmit = "10.93.1.1:21000";
    private LiveSystem _system = null!;
    private NetworkNamespace _follower = null!;

    [SetUp]
    public void Connect()
    {
        _system = new LiveSystem();
        _follower = new NetworkNamespace();
        NetworkNamespace.Connect(_system.Receiver, "xc", "10.93.1.1/24", _follower, "rc", "10.93.1.2/24");
    }

    [TearDown]
    public void Disconnect()
    {
        _follower?.Dispose();
        _system?.Dispose();
    }

    [Test]
    public void WithoutALossTheFollowerHasTheDigestOfTheFeed()
    {
        using LiveChannel channel = new(300);
        (JsonElement upstream, JsonElement followed) = Run(channel, "xc", static _ => { }, hasReplay: false);

        Assert.That(Text(followed, "digest"), Is.EqualTo(Text(upstream, "digest")).And.EqualTo(channel.Digest));
        Assert.That(Books(followed), Is.EqualTo(Books(upstream)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void WithLossesOnBothLinesTheFollowerEndsWithTheBooksOfTheFeed(bool hasReplay)
    {
        using LiveChannel channel = new(600);
        LossyRelay? relay = null;
        try
        {
            (JsonElement upstream, JsonElement followed) = Run(channel, "lo", groups =>
                relay = new LossyRelay(_system.Receiver, "lo", "xc", IPAddress.Parse("10.93.1.1"), groups), hasReplay);

            Assert.That(relay!.LostCount, Is.GreaterThan(20));
            Assert.That(followed.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive, "some of them on both lines");
            Assert.That(Books(followed), Is.EqualTo(Books(upstream)), followed.GetProperty("channels")[0].GetProperty("recovery").ToString());
            if (hasReplay) Assert.That(followed.GetProperty("channels")[0].GetProperty("recovery").GetProperty("replayPackets").GetInt64(), Is.Positive);
        }
        finally
        {
            relay?.Dispose();
        }
    }

    // The feed ends by itself some turns of the loop behind its last packet, and the follower behind it.
    private (JsonElement Upstream, JsonElement Followed) Run(LiveChannel channel, string device, Action<IPEndPoint[]> join, bool hasReplay)
    {
        string[] service = hasReplay ? ["--retransmit", Retransmit] : [];
        LiveSetup setup = new() { Receiver = "socket", IdleMs = 4000 };
        using ChildCommand feed = _system.StartFeed(setup, channel, ["--multicast", Lines, "--multicast-interface", device, .. service]);
        join([.. Lines.Split(',').Select(static line => IPEndPoint.Parse(line.Split('=')[0]))]);
        using ChildCommand follower = ChildCommand.Start(_follower, ["run", Configuration(channel, hasReplay), "--until-idle-ms", "2000", "--for", "100", "--json"]);
        follower.WaitForError("groups joined");
        using LineSenders senders = new(_system, channel);
        for (int first = 0; first < channel.Count; first += 20)
        {
            senders.Send(first, Math.Min(first + 20, channel.Count));
            Thread.Sleep(2); // no burst that a buffer of the relay does not hold
        }

        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        Assert.That(follower.WaitForExit(), Is.Zero, follower.Error);
        return (JsonDocument.Parse(feed.Out).RootElement, JsonDocument.Parse(follower.Out).RootElement);
    }

    private static string Configuration(LiveChannel channel, bool hasReplay)
    {
        string path = Path.Combine(channel.Folder, "follower.json");
        Dictionary<string, object> file = new(StringComparer.Ordinal)
        {
            ["venue"] = "normalized",
            ["lines"] = Lines.Split(',').Select(static line => line.Split('=', '/')).Select(static parts =>
                new { channel = 310, role = parts[2], line = parts[3], group = parts[0], @interface = "rc" }),
            ["receiver"] = new { kind = "socket", wait = "block" },
            ["ring"] = new { wait = "blocking" },
            ["arbitration"] = new { gapTimeUs = 50_000 },
            ["warmUp"] = new { passes = 0 },
        };
        if (hasReplay) file["replay"] = new { servers = new[] { new { channel = 310, address = Retransmit } } };
        File.WriteAllText(path, JsonSerializer.Serialize(file));
        return path;
    }

    private static string Text(JsonElement report, string member) => report.GetProperty(member).GetString()!;

    private static Dictionary<long, string> Books(JsonElement report) => report.GetProperty("instruments").EnumerateArray().ToDictionary(
        static book => book.GetProperty("securityId").GetInt64(),
        static book => string.Join(' ', ((string[])["symbol", "state", "tradingStatus", "rptSeq", "bids", "asks", "impliedBids", "impliedAsks", "lastTrade", "volume"])
            .Select(member => book.TryGetProperty(member, out JsonElement found) ? found.GetRawText() : "none")));
}
