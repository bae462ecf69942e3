using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>
/// Groups of loops are members of the network only while they are needed: left when every book is whole, joined again when both lines lose a packet, in the
/// kernel's own list of memberships, and in the end every book is what the exchange says.
/// </summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LoopGroupTests
{
    private const int QuietMs = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(LiveSystem.SecondsMax);
    private static readonly string[] Lossy = ["--rate", "1000", "--loss-a", "0.03", "--loss-b", "0.03", "--for", $"{3 * ServedMarket.Seconds}"];
    private ServedMarket _market = null!;

    [SetUp]
    public void Open() => _market = new ServedMarket();

    [TearDown]
    public void Close() => _market?.Dispose();

    [EachReceiver("xdp")]
    public void LoopsAreLeftWhenAllIsWholeAndJoinedAgainAtEachLoss(string receiver)
    {
        using ChildCommand feed = _market.Join(receiver, Needed);
        Assert.That(MemberCount(), Is.EqualTo(8), "a late join needs them all");
        using ChildCommand exchange = _market.Serve(Lossy);
        WaitForMembers(2);
        JsonElement served = EndWhenLeft(exchange);
        JsonElement report = _market.ReportOfWhole(feed);

        JsonElement[] loops = [.. report.GetProperty("receiver").GetProperty("groups").EnumerateArray().Where(static group => Role(group) != "incremental")];
        Assert.That(report.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        Assert.That(States(report), Is.All.EqualTo("whole"));
        Assert.That(loops.Select(static group => group.GetProperty("joined").GetBoolean()), Is.All.False.And.Exactly(6).Items);
        Assert.That(loops.Select(static group => group.GetProperty("joins").GetInt64()), Is.All.GreaterThanOrEqualTo(2), $"{report.GetProperty("receiver")}");
        Assert.That(loops.Select(static group => group.GetProperty("errors").GetInt64()), Is.All.Zero);
        Assert.That(Sum(loops, "packets"), Is.LessThan(Sum(served.GetProperty("groups").EnumerateArray().Skip(2), "packets")), "what was sent meanwhile was not received");
    }

    [Test]
    public void WhereTheyStayJoinedNoneIsLeft()
    {
        using ChildCommand feed = _market.Join("socket", static feed => feed["loops"] = JsonNode.Parse("""{ "join": "always" }"""));
        using ChildCommand exchange = _market.Serve(Lossy);
        _market.End(exchange);
        JsonElement[] groups = [.. _market.ReportOfWhole(feed).GetProperty("receiver").GetProperty("groups").EnumerateArray()];

        Assert.That(groups.Select(static group => (group.GetProperty("joined").GetBoolean(), group.GetProperty("joins").GetInt64())), Is.All.EqualTo((true, 1L)));
    }

    // Nothing that is decided in a channel rests on when groups were left and joined.
    [Test]
    public void TheRecordingOfAFeedThatLeavesLoopsReplaysToItsDigest()
    {
        string recorded = Path.Combine(_market.Folder, "recorded.pcapng");
        using ChildCommand feed = _market.Join("socket", Needed, "--record", recorded);
        using ChildCommand exchange = _market.Serve(Lossy);
        EndWhenLeft(exchange);
        JsonElement live = _market.ReportOfWhole(feed);
        JsonElement configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(_market.Folder, "feed.json"))).RootElement;
        string lines = string.Join(',', configuration.GetProperty("lines").EnumerateArray().Select(static line => $"{Text(line, "group")}=310/{Text(line, "role")}/{Text(line, "line")}"));
        JsonElement replayed = LiveSystem.Replay(recorded, ["--lines", lines, "--orders", $"{configuration.GetProperty("ring").GetProperty("ordersMax")}"]);

        Assert.That(live.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        Assert.That(replayed.GetProperty("digest").GetString(), Is.EqualTo(live.GetProperty("digest").GetString()));
    }

    private static void Needed(JsonNode feed)
    {
        feed["loops"] = JsonNode.Parse($$"""{ "quietMs": {{QuietMs}} }""");
        feed.AsObject().Remove("replay"); // whose answers leave no need of levels and definitions
    }

    // The exchange is quiet, and its loops go on: who has healed has left them.
    private JsonElement EndWhenLeft(ChildCommand exchange)
    {
        exchange.WaitForError("quiet from here on");
        WaitForMembers(2);
        exchange.Signal("TERM");
        return ServedMarket.ReportOf(exchange);
    }

    private void WaitForMembers(int count)
    {
        long begin = Stopwatch.GetTimestamp();
        while (MemberCount() != count)
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience) Assert.Fail($"{MemberCount()} groups are joined, and not {count}");
            Thread.Sleep(5);
        }
    }

    // The kernel writes addresses with the last byte first; those of the exchange begin with 239.200.
    private int MemberCount() => _market.Receiver.Run(static () => File.ReadLines("/proc/thread-self/net/igmp").Count(static line => line.Contains("C8EF", StringComparison.Ordinal)));

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static string Role(JsonElement group) => Text(group, "role");

    private static long Sum(IEnumerable<JsonElement> groups, string name) => groups.Sum(group => group.GetProperty(name).GetInt64());

    private static IEnumerable<string> States(JsonElement report) => report.GetProperty("instruments").EnumerateArray()
        .SelectMany(static one => new[] { one.GetProperty("state").GetString()!, one.GetProperty("orders").GetProperty("state").GetString()! });
}
