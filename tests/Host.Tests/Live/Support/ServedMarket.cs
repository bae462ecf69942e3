using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>A simulated exchange in one namespace, and feeds in another that are configured by what it wrote.</summary>
internal sealed class ServedMarket : IDisposable
{
    /// <summary>How many thousand events the exchange makes, a second for each: more than a test of every change has time for, where somebody asks.</summary>
    public static readonly int Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("FEEDHANDLER_MARKET_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : 3;

    private const string IdleMs = "4000";
    private const int HealingPackets = 800; // many loops of all kinds
    private static readonly string[] Usual =
    [
        "simulate", "--serve", "--interface", "xa", "--snapshot-ms", "100", "--definition-ms", "200", "--order-snapshot-ms", "100",
        "--replay-server", "10.91.1.1:10310", "--pace", "sleep", "--json",
    ];

    private readonly LiveSystem _system = new();

    /// <summary>Has an exchange write the configuration of its feeds, so that these can be there before it begins.</summary>
    public ServedMarket()
    {
        using ChildCommand exchange = ChildCommand.Start(_system.Sender, [.. Usual, "--events", "0", "--quiet-ms", "0", "--config", Written]);
        ReportOf(exchange);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("served-market-").FullName;

    public NetworkNamespace Receiver => _system.Receiver;

    public string Truth => Path.Combine(Folder, "truth.jsonl");

    private static string Configuration => AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";

    private string Written => Path.Combine(Folder, "exchange.json");

    /// <summary>Starts an exchange. It closes as it is told, and is quiet until it is ended.</summary>
    /// <remarks>What a shell starts in the background, these tests perhaps too, ignores INT.</remarks>
    public ChildCommand Serve(params string[] args) => ChildCommand.StartThrough(
        _system.Sender, ["env", "--default-signal=INT"], [.. Usual, "--quiet-ms", "3600000", "--truth", Truth, .. args]);

    /// <summary>Waits for the close, then until loops have healed what was lost, and ends an exchange; its report.</summary>
    public JsonElement End(ChildCommand exchange)
    {
        exchange.WaitForError("quiet from here on");
        WaitForSent(HealingPackets);
        exchange.Signal("TERM");
        return ReportOf(exchange);
    }

    /// <summary>Starts a feed by the configuration that the exchange wrote, with what is of this end of the cable, and waits until it has joined.</summary>
    public ChildCommand Join(string receiver) => Join(receiver, static _ => { }, "--verify");

    /// <summary>As <see cref="Join(string)"/>, with more said in the configuration and on the command line.</summary>
    public ChildCommand Join(string receiver, Action<JsonNode> change, params string[] more)
    {
        string path = Path.Combine(Folder, "feed.json");
        JsonNode feed = JsonNode.Parse(File.ReadAllText(Written))!;
        foreach (JsonNode? line in feed["lines"]!.AsArray()) line!["interface"] = "ra";
        feed["receiver"] = JsonSerializer.SerializeToNode(new { kind = receiver, wait = LiveSetup.WaitOf(receiver), receiveBufferBytes = 16 << 20, dpdkArguments = DpdkArguments(receiver) });
        feed["arbitration"] = JsonSerializer.SerializeToNode(new { gapTimeUs = 20_000 });
        feed["warmUp"] = JsonSerializer.SerializeToNode(new { passes = 0 });
        feed["replay"]!["requestsPerSecond"] = 1000;
        feed["ring"]!["wait"] = "blocking";
        change(feed);
        File.WriteAllText(path, feed.ToJsonString());
        string strategy = Repository.PathOf($"docs/samples/LastBooks/bin/{Configuration}/net10.0/LastBooks.dll") + ":LastBooks";
        ChildCommand run = ChildCommand.Start(_system.Receiver, [
            "run", path, "--until-idle-ms", IdleMs, "--for", $"{Seconds + LiveSystem.SecondsMax}", "--json", "--strategy", strategy, .. more,
        ]);
        run.WaitForError("groups joined");
        return run;
    }

    /// <summary>Waits until so many more packets have left.</summary>
    public void WaitForSent(long packetCount) => _system.WaitForSent(packetCount);

    /// <summary>The report of an exchange that ends well.</summary>
    public static JsonElement ReportOf(ChildCommand exchange)
    {
        Assert.That(exchange.WaitForExit(TimeSpan.FromSeconds(Seconds + LiveSystem.SecondsMax)), Is.Zero, exchange.Error);
        return JsonDocument.Parse(exchange.Out).RootElement;
    }

    /// <summary>The report of a feed that has, of every instrument, what the exchange says it must have.</summary>
    public JsonElement ReportOfWhole(ChildCommand feed)
    {
        feed.WaitForExit(TimeSpan.FromSeconds(Seconds + LiveSystem.SecondsMax));
        JsonElement report = JsonDocument.Parse(feed.Out).RootElement;
        Assert.That(report.GetProperty("failures").EnumerateArray(), Is.Empty);
        JsonElement results = report.GetProperty("strategies")[0].GetProperty("results");
        foreach (string line in File.ReadLines(Truth))
        {
            JsonObject truth = JsonNode.Parse(line)!.AsObject();
            truth.Remove("channel");
            truth.Remove("lastPacket");
            if ((bool)truth["deleted"]!) continue;
            JsonNode seen = JsonNode.Parse(results.GetProperty($"of{truth["securityId"]}").GetString()!)!;
            Assert.That(JsonNode.DeepEquals(seen, truth), Is.True, $"the feed:  {seen.ToJsonString()}\nthe truth: {truth.ToJsonString()}\n{report.GetProperty("channels")[0].GetProperty("recovery")}");
        }

        return report;
    }

    private static string[] DpdkArguments(string receiver)
    {
        if (receiver != "dpdk") return [];
        Require.Dpdk();
        return
        [
            "--no-huge", "-m", "256", "--no-pci", "--no-telemetry", "--file-prefix", LiveSetup.NewDpdkPrefix(),
            "--vdev=net_af_packet0,iface=ra,framesz=2048,blocksz=4096,framecnt=8192",
        ];
    }

    public void Dispose()
    {
        _system.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
