using System.Text.Json;
using System.Text.RegularExpressions;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Reports;

/// <summary>docs/replay-json.md is the contract: what it lists is there, in its type, and nothing else is.</summary>
public sealed partial class ReplayJsonContractTests
{
    private JsonElement _report;
    private SmallCapture _captures = null!;

    [OneTimeSetUp]
    public void Replay()
    {
        _captures = new SmallCapture();
        _report = CommandRun.Of("replay", _captures.WriteSimulated(), "--json").Json;
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
    public void EveryMemberIsDocumented()
    {
        HashSet<string> documented = [.. Documented().Select(static row => row.Path)];

        Assert.That(Paths(_report, "").Distinct().Where(path => !documented.Contains(path) && !IsNamedByValue(path)), Is.Empty);
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

    // Rows such as: | `packets.total` | number | ... |
    private static IEnumerable<(string Path, string Type, bool IsOptional)> Documented() =>
        File.ReadLines(Repository.PathOf("docs/replay-json.md")).Select(static line => Row().Match(line)).Where(static match => match.Success)
            .Select(static match => (match.Groups["path"].Value, match.Groups["type"].Value, match.Groups["optional"].Success));

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

    private static bool IsNamedByValue(string path) =>
        path.StartsWith("messages.", StringComparison.Ordinal) || path.StartsWith("latencyNs.", StringComparison.Ordinal);

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
