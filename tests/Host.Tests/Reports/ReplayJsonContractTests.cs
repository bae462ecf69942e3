using System.Text.Json;
using System.Text.RegularExpressions;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Reports;

/// <summary>docs/replay-json.md is the contract: what it lists is there, in its type, and nothing else is.</summary>
public sealed partial class ReplayJsonContractTests
{
    private const int EventSection = 1;
    private JsonElement _report;
    private JsonElement[] _events = [];
    private SmallCapture _captures = null!;

    [OneTimeSetUp]
    public void Replay()
    {
        _captures = new SmallCapture();
        string path = _captures.WriteSimulated();
        _report = CommandRun.Of("replay", path, "--json").Json;
        _events = CommandRun.Of("replay", path, "--events", "-").JsonLines;
    }

    [OneTimeTearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [Test]
    public void EveryDocumentedMemberIsThereInItsType()
    {
        foreach ((string path, string type, bool isOptional) in Documented())
        {
            JsonElement[] found = [.. Find(_report, path.Split('.'))];
            Assert.That(found.Length > 0 || isOptional, Is.True, $"{path} is documented and missing");
            foreach (JsonElement element in found) Assert.That(type.Split(" or "), Does.Contain(TypeOf(element)), path);
        }
    }

    [Test]
    public void EveryMemberIsDocumented() => IsDocumented(_report);

    [Test]
    public void SoIsEveryMemberOfBooksByOrderAndOfWhatVerifiesThem()
    {
        string path = Path.Combine(_captures.Folder, "healed.pcapng");
        Assert.That(
            CommandRun.Of("simulate", "--out", path, "--events", "500", "--loss-a", "0.2", "--loss-b", "0.2", "--snapshot-ms", "10", "--order-snapshot-ms", "10").Code,
            Is.Zero);
        JsonElement report = CommandRun.Of("replay", path, "--orders", "10000", "--verify", "--level-origins", "--json").Json;
        IsDocumented(report);
        string?[] sources = [.. Find(report, "instruments[].bids[].source".Split('.')).Select(static source => source.GetString()).Distinct()];
        Assert.That(sources, Has.Member("snapshot"));
        Assert.That(report.GetProperty("channels")[0].GetProperty("timeToHeal").EnumerateObject(), Is.Not.Empty);
        JsonElement[] events = CommandRun.Of("replay", path, "--orders", "10000", "--events", "-").JsonLines;
        Assert.That(events.Select(static line => line.GetProperty("kind").GetString()), Is.SupersetOf(new[] { "order", "orderClear", "orderWhole" }));
        AreDocumented(events);
    }

    [Test]
    public void SoIsEveryMemberOfTheFlightRecorder()
    {
        string folder = Path.Combine(_captures.Folder, "spikes");
        string path = Path.Combine(_captures.Folder, "flown.pcapng");
        Assert.That(CommandRun.Of("simulate", "--out", path, "--events", "100").Code, Is.Zero);
        JsonElement report = CommandRun.Of("replay", path, "--flight", folder, "--budget-ns", "1", "--flight-max", "1", "--json").Json;
        IsDocumented(report);
        string file = Path.Combine(folder, report.GetProperty("flight").GetProperty("files")[0].GetProperty("name").GetString()!);
        Assert.That(CommandRun.Of("inspect", file).Out, Does.Contain("comment: budget 1 ns exceeded: ").And.Contain(", publish "));
        Assert.That(CommandRun.Of("replay", file).Out, Does.Contain("told by a note in the capture"));
        Assert.That(CommandRun.Of("replay", path, "--budget-ns", "1").Code, Is.EqualTo(2));
    }

    private static void IsDocumented(JsonElement report)
    {
        string[][] documented = [.. Documented().Select(static row => row.Path.Split('.'))];

        Assert.That(Paths(report, "").Distinct().Where(path => !Array.Exists(documented, row => Matches(row, path.Split('.')))), Is.Empty);
    }

    [Test]
    public void EventsHaveTheDocumentedMembersInTheirTypes() => AreDocumented(_events);

    private static void AreDocumented(JsonElement[] events)
    {
        (string Path, string Type, bool IsOptional)[] documented = [.. Documented(EventSection)];
        foreach (JsonElement line in events)
        {
            foreach (JsonProperty member in line.EnumerateObject())
                Assert.That(Array.Exists(documented, row => row.Path == member.Name && row.Type.Split(" or ").Contains(TypeOf(member.Value))), Is.True, member.ToString());
            foreach ((string path, _, _) in documented.Where(static row => !row.IsOptional)) Assert.That(line.TryGetProperty(path, out _), Is.True, path);
        }
    }

    [Test]
    public void EveryKindOfEventIsDocumented()
    {
        string page = Page()[1];

        Assert.That(Enum.GetValues<EventKind>().Where(static kind => kind != EventKind.None).Select(EventWords.Of).Where(kind => !page.Contains(kind)), Is.Empty);
    }

    [Test]
    public void TheLedgerIsEven()
    {
        JsonElement[] ledgers = [.. Find(_report, "packets".Split('.')), .. Find(_report, "channels[].packets".Split('.')), .. Find(_report, "channels[].groups[]".Split('.'))];
        string[] fates = ["delivered", "duplicates", "late", "damaged", "foreign", "held"];

        Assert.That(ledgers, Has.Length.EqualTo(4));
        foreach (JsonElement ledger in ledgers)
            Assert.That(fates.Sum(fate => ledger.GetProperty(fate).GetInt64()), Is.EqualTo(ledger.GetProperty("received").GetInt64()));
    }

    [Test]
    public void CountsAreThoseOfTheCapture()
    {
        JsonElement packets = _report.GetProperty("packets");
        long accepted = packets.GetProperty("winsA").GetInt64() + packets.GetProperty("winsB").GetInt64();

        Assert.That(packets.GetProperty("total").GetInt64(), Is.EqualTo(packets.GetProperty("lineA").GetInt64() + packets.GetProperty("lineB").GetInt64()));
        Assert.That(packets.GetProperty("duplicates").GetInt64(), Is.EqualTo(packets.GetProperty("total").GetInt64() - accepted));
        Assert.That(_report.GetProperty("digest").GetString(), Does.Match("^[0-9a-f]{16}$"));
        Assert.That(_report.GetProperty("failures").GetArrayLength(), Is.Zero);
    }

    [Test]
    public void PricesAreExactDecimalTexts()
    {
        string path = _captures.Write("exact.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 42, 9_007_199_254_740_993, 7)));
        JsonElement instrument = CommandRun.Of("replay", path, "--json", "--inline").Json.GetProperty("instruments")[0];
        JsonElement bid = instrument.GetProperty("bids")[0];

        Assert.That(bid.GetProperty("price").GetString(), Is.EqualTo("9007199.254740993"));
        Assert.That(bid.TryGetProperty("displayPrice", out _), Is.False, "the factor is not known without a definition");
        Assert.That((bid.GetProperty("quantity").GetInt64(), bid.GetProperty("orders").GetInt64()), Is.EqualTo((7, 3)));
        Assert.That((instrument.GetProperty("securityId").GetInt32(), instrument.GetProperty("symbol").GetString()), Is.EqualTo((42, "")));
    }

    // The report, and the lines of --events.
    private static string[] Page() => File.ReadAllText(Repository.PathOf("docs/replay-json.md")).Split("\n## Events\n");

    // Rows such as: | `packets.total` | number | ... |
    private static IEnumerable<(string Path, string Type, bool IsOptional)> Documented(int section = 0) =>
        Page()[section].Split('\n').Select(static line => Row().Match(line)).Where(static match => match.Success)
            .Select(static match => (match.Groups["path"].Value, match.Groups["type"].Value, match.Groups["optional"].Success));

    private static bool Matches(string[] documented, string[] path) =>
        documented.Length == path.Length && documented.Zip(path).All(static pair => pair.First == "*" || pair.First == pair.Second);

    private static IEnumerable<JsonElement> Find(JsonElement element, ReadOnlyMemory<string> path)
    {
        if (path.IsEmpty) return [element];
        string name = path.Span[0];
        bool isList = name.EndsWith("[]", StringComparison.Ordinal);
        if (isList) name = name[..^2];
        IEnumerable<JsonElement> next = name == "*" ? element.EnumerateObject().Select(static member => member.Value)
            : element.TryGetProperty(name, out JsonElement member) ? [member] : [];
        if (isList) next = next.SelectMany(static list => list.EnumerateArray());
        return next.Where(item => path.Length == 1 || item.ValueKind != JsonValueKind.Null).SelectMany(item => Find(item, path[1..]));
    }

    private static IEnumerable<string> Paths(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            Paths(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Paths(item, path + "[]")),
        _ => [path],
    };

    private static string TypeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => "number",
        JsonValueKind.String => "text",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "list",
        _ => "object",
    };

    [GeneratedRegex(@"^\| `(?<path>[^`]+)` \| (?<type>[a-z ]+?)(?<optional>, optional)? \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
