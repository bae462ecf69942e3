using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Reports;

/// <summary>docs/json.md is the contract of what commands print with --json.</summary>
public sealed partial class JsonContractTests
{
    private const string Page = "docs/json.md";
    private SmallCapture _captures = null!;
    private string _capture = "";

    [OneTimeSetUp]
    public void Simulate()
    {
        _captures = new SmallCapture();
        _capture = _captures.WriteSimulated();
    }

    [OneTimeTearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [Test]
    public void Books()
    {
        CommandRun run = CommandRun.Of("books", _capture, "--instrument", "SIM000", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        new JsonContract().With(Page, "books").With("docs/replay-json.md", "Instruments", "instruments[]").Holds(run.Json);
    }

    [Test]
    public void Instruments()
    {
        JsonObject printed = JsonNode.Parse(CommandRun.Of("instruments", _capture, "--json").Out)!.AsObject();
        foreach (JsonObject instrument in printed["instruments"]!.AsArray().OfType<JsonObject>())
        {
            instrument.Remove("definition", out JsonNode? definition);
            new JsonContract().With("docs/replay-json.md", "Instruments", "instruments[].definition").Holds(ElementOf(definition));
        }

        new JsonContract().With(Page, "instruments").Holds(ElementOf(printed));
    }

    [Test]
    public void Bench() => new JsonContract().With(Page, "bench").Holds(CommandRun.Of("bench", _capture, "--passes", "1", "--json").Json);

    [Test]
    public void BenchStages() => new JsonContract().With(Page, "bench stages")
        .Holds(CommandRun.Of("bench", "stages", _capture, "--rounds", "2", "--passes", "2", "--json").Json);

    [Test]
    public void Check()
    {
        _captures.WriteBytes("feed.json", """{ "lines": [ { "line": "A", "group": "239.1.1.1:4000", "interface": "lo", "channel": 310 } ] }"""u8.ToArray());

        new JsonContract().With(Page, "check").Holds(CommandRun.In(_captures.Folder, "check", "feed.json", "--json").Json);
    }

    [Test]
    public void Simulation()
    {
        CommandRun run = CommandRun.In(_captures.Folder, "simulate", "--out", "contract.pcapng", "--events", "10");

        new JsonContract().With(Page, "simulate").Holds(run.Json);
    }

    [Test]
    public void Schema()
    {
        string path = Repository.PathOf("Codecs/Schemas/cme-mdp3.xml");

        new JsonContract().With(Page, "schema").Holds(CommandRun.Of("schema", path, "--json").Json, static path => InnerGroups().Replace(path, "$1"));
    }

    [Test]
    public void DiffOfWhatIsEqual() => new JsonContract().With(Page, "diff").Holds(CommandRun.Of("diff", _capture, _capture, "--json").Json);

    [Test]
    public void DiffOfWhatDiffers()
    {
        string[] lines = CommandRun.Of("replay", _capture, "--events", "-").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int trade = Array.FindIndex(lines, static line => line.Contains("\"kind\":\"trade\"", StringComparison.Ordinal));
        lines[trade] = Quantity().Replace(lines[trade], "\"quantity\":77777");
        string other = _captures.WriteBytes("other.jsonl", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        JsonObject printed = JsonNode.Parse(CommandRun.Of("diff", _capture, other, "--json").Out)!.AsObject();
        JsonObject books = printed["first"]!["books"]!.AsObject();
        foreach ((_, JsonNode? book) in books) new JsonContract().With("docs/replay-json.md", "Instruments", "instruments[]").Holds(ElementOf(book));
        foreach (string name in books.Select(static book => book.Key).ToArray()) books[name] = null;

        new JsonContract().With(Page, "diff").Holds(ElementOf(printed));
    }

    [Test]
    public void Slice() => new JsonContract().With(Page, "slice")
        .Holds(CommandRun.In(_captures.Folder, "slice", _capture, "--packets", "1-20", "--out", "part.pcapng", "--json").Json);

    [Test]
    public void Shrink()
    {
        string cut = Path.Combine(_captures.Folder, "faulty.pcapng");
        Assert.That(CommandRun.In(_captures.Folder, "simulate", "--events", "20", "--loss-a", "0.2", "--loss-b", "0.2", "--out", cut).Code, Is.EqualTo(ExitCode.Good));

        new JsonContract().With(Page, "shrink").Holds(CommandRun.In(_captures.Folder, "shrink", cut, "--fails", "gaps", "--out", "least.pcapng", "--json").Json);
    }

    [Test]
    public void SchemaDiff()
    {
        string path = Repository.PathOf("Codecs/Schemas/cme-mdp3.xml");
        string other = _captures.WriteBytes(
            "other.xml", System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(path).Replace("AdminHeartbeat12", "Heartbeat12", StringComparison.Ordinal)));

        new JsonContract().With(Page, "schema diff").Holds(CommandRun.Of("schema", "diff", path, other, "--json").Json);
    }

    [Test]
    public void LatencyReport()
    {
        string log = LogOf("report.hlog");

        new JsonContract().With(Page, "latency report").Holds(CommandRun.Of("latency", "report", log, "--intervals", "--json").Json);
    }

    [Test]
    public void LatencyMerge() => new JsonContract().With(Page, "latency merge")
        .Holds(CommandRun.In(_captures.Folder, "latency", "merge", LogOf("merge.hlog"), "--output", "merged", "--json").Json);

    [Test]
    public void LatencyCompare()
    {
        string log = LogOf("compare.hlog");

        new JsonContract().With(Page, "latency compare").Holds(CommandRun.Of("latency", "compare", log, log, "--json").Json);
        new JsonContract().With(Page, "latency compare").Holds(CommandRun.Of("latency", "compare", $"{log},{log}", log, "--json").Json);
    }

    private string LogOf(string name)
    {
        Assert.That(CommandRun.In(_captures.Folder, "replay", _capture, "--hlog", name, "--hlog-interval-ms", "10").Code, Is.EqualTo(ExitCode.Good));
        return Path.Combine(_captures.Folder, name);
    }

    private static JsonElement ElementOf(JsonNode? node) => JsonDocument.Parse(node?.ToJsonString() ?? "null").RootElement;

    [GeneratedRegex("\"quantity\":[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Quantity();

    // What a group holds is as what a message holds, but for what is the group's own.
    [GeneratedRegex(@"(?<=^messages\[\])(?:\.groups\[\])+(\.(?:fields|data)\[\])|(?<=^messages\[\]\.groups\[\])(?:\.groups\[\])+", RegexOptions.None, 1000)]
    private static partial Regex InnerGroups();
}
