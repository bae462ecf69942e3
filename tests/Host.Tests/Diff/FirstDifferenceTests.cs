using System.Globalization;
using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Diff.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>The first difference is told where it is, with the values and books that it has.</summary>
public sealed class FirstDifferenceTests
{
    private DiffCase _case = null!;
    private JsonElement[] _events = [];

    [OneTimeSetUp]
    public void Make()
    {
        _case = new DiffCase();
        _events = [.. _case.Lines().Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    [OneTimeTearDown]
    public void Remove() => _case.Dispose();

    [Test]
    public void OneBitOfOnePriceIsFoundInItsPacketWithTheBooksAround()
    {
        uint seqNum = _case.BookPacketFrom(100);
        JsonElement changed = _events.First(one => one.GetProperty("seqNum").GetString() == Text(seqNum));
        CommandRun run = CommandRun.Of("diff", _case.Pcap, _case.WithOtherPrice(seqNum), "--json");
        JsonElement first = run.Json.GetProperty("first");

        Assert.That((run.Code, run.Json.GetProperty("differences").GetInt64()), Is.EqualTo((ExitCode.CheckFailed, 1)));
        Assert.That(first.GetProperty("difference").GetString(), Is.EqualTo("changed"));
        Assert.That(first.GetProperty("securityId").GetInt64(), Is.EqualTo(changed.GetProperty("securityId").GetInt64()));
        CheckPlace(first.GetProperty("a"), seqNum, changed.GetProperty("event").GetInt64());
        CheckPlace(first.GetProperty("b"), seqNum, changed.GetProperty("event").GetInt64());
        CheckPrice(first, changed);
    }

    [Test]
    public void APacketThatIsMissingIsToldWithTheGap()
    {
        uint seqNum = _case.BookPacketFrom(100);
        CommandRun run = CommandRun.Of("diff", _case.Pcap, _case.WithoutPacket(seqNum), "--json");
        JsonElement first = run.Json.GetProperty("first");

        Assert.That((run.Code, first.GetProperty("difference").GetString()), Is.EqualTo((ExitCode.CheckFailed, "onlyInA")));
        Assert.That(Field(first, "kind"), Is.EqualTo(("book", "gap", true)));
        Assert.That(Field(first, "seqNum"), Is.EqualTo((Text(seqNum), Text(seqNum + 1), true)));
        Assert.That(Field(first, "quantity").B, Is.EqualTo("1"));
        Assert.That(first.GetProperty("books").GetProperty("afterB").GetProperty("state").GetString(), Is.EqualTo("suspect"));
        Assert.That(run.Json.GetProperty("equalEvents").GetInt64(), Is.GreaterThan(_events.Length - 100), "they go on together");
    }

    [Test]
    public void OneEditedLineIsFoundAndNoOther()
    {
        string[] lines = _case.Lines();
        int index = Array.FindIndex(lines, 400, static line => line.Contains("\"kind\":\"book\"", StringComparison.Ordinal));
        string quantity = $"\"quantity\":{_events[index].GetProperty("quantity")}";
        lines[index] = lines[index].Replace(quantity, "\"quantity\":4711", StringComparison.Ordinal);
        JsonElement json = CommandRun.Of("diff", _case.Pcap, _case.WriteLines("edited.jsonl", lines), "--json").Json;

        Assert.That(json.GetProperty("differences").GetInt64(), Is.EqualTo(1));
        Assert.That(json.GetProperty("first").GetProperty("b").GetProperty("fileLine").GetInt64(), Is.EqualTo(index + 1));
        Assert.That(Field(json.GetProperty("first"), "quantity"), Is.EqualTo((_events[index].GetProperty("quantity").ToString(), "4711", true)));
        Assert.That(Fields(json.GetProperty("first")).Count(static field => field.GetProperty("differs").GetBoolean()), Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void APartOfAStreamEndsThere(bool isAShorter)
    {
        string part = _case.WriteLines("part.jsonl", _case.Lines()[..200]);
        CommandRun run = isAShorter ? CommandRun.Of("diff", part, _case.Pcap, "--json") : CommandRun.Of("diff", _case.Pcap, part, "--json");
        JsonElement first = run.Json.GetProperty("first");

        Assert.That(first.GetProperty("difference").GetString(), Is.EqualTo(isAShorter ? "endOfA" : "endOfB"));
        Assert.That(first.GetProperty(isAShorter ? "a" : "b").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(first.GetProperty(isAShorter ? "b" : "a").GetProperty("event").GetInt64(), Is.EqualTo(201));
        Assert.That(run.Json.GetProperty("equalEvents").GetInt64(), Is.EqualTo(200));
        Assert.That(CommandRun.Of("diff", _case.Pcap, part).Out, Does.Contain("B ends here, A goes on").And.Contain("ends here\n"));
    }

    [Test]
    public void AnEventInBetweenIsAloneAndTheOthersAreEqual()
    {
        string[] lines = _case.Lines();
        string[] less = [.. lines[..300], .. lines[301..]];
        JsonElement json = CommandRun.Of("diff", _case.WriteLines("less.jsonl", less), _case.WriteLines("all.jsonl", lines), "--json").Json;

        Assert.That((json.GetProperty("onlyInB").GetInt64(), json.GetProperty("differences").GetInt64()), Is.EqualTo((1, 1)));
        Assert.That(json.GetProperty("first").GetProperty("b").GetProperty("fileLine").GetInt64(), Is.EqualTo(301));
    }

    [Test]
    public void OtherChannelsAreAllDifferent()
    {
        string other = _case.WriteLines("other.jsonl", [.. _case.Lines().Select(static line => line.Replace("\"channel\":310", "\"channel\":340", StringComparison.Ordinal))]);
        JsonElement json = CommandRun.Of("diff", _case.Pcap, other, "--json").Json;

        Assert.That((json.GetProperty("equalEvents").GetInt64(), json.GetProperty("onlyInA").GetInt64(), json.GetProperty("onlyInB").GetInt64()), Is.EqualTo((0, _events.Length, _events.Length)));
        Assert.That(json.GetProperty("channels").GetArrayLength(), Is.EqualTo(2));
        Assert.That(json.GetProperty("warnings").ToString(), Does.Contain("no channel is on both sides: A has 310, B has 340"));
    }

    [Test]
    public void NarrowedToWhatIsEqualItIsEqual()
    {
        uint seqNum = _case.BookPacketFrom(100);
        string changed = _case.WithOtherPrice(seqNum);
        JsonElement touched = _events.First(one => one.GetProperty("seqNum").GetString() == Text(seqNum));
        long other = _events.Where(static one => one.TryGetProperty("securityId", out _)).Select(static one => one.GetProperty("securityId").GetInt64())
            .First(id => id != touched.GetProperty("securityId").GetInt64());

        Assert.That(CommandRun.Of("diff", _case.Pcap, changed, "--kinds", "trade,volume").Code, Is.EqualTo(ExitCode.Good));
        Assert.That(CommandRun.Of("diff", _case.Pcap, changed, "--instrument", other.ToString(CultureInfo.InvariantCulture)).Code, Is.EqualTo(ExitCode.Good));
        Assert.That(CommandRun.Of("diff", _case.Pcap, changed, "--instrument", $"#{touched.GetProperty("securityId")}").Code, Is.EqualTo(ExitCode.CheckFailed));
    }

    [Test]
    public void TheTextFitsAndDrawsBothBooks()
    {
        CommandRun run = CommandRun.Of("diff", _case.Pcap, _case.WithOtherPrice(_case.BookPacketFrom(100)));
        string[] lines = run.Out.Split('\n')[5..];

        Assert.That(lines.Max(static line => line.Length), Is.LessThanOrEqualTo(80));
        Assert.That(run.Out, Does.Contain("first difference: one event, told differently\n").And.Match(@"\n\* price ").And.Match("book before, the same in A and B\n  [a-z]+ book\n"));
        Assert.That(run.Out.Split("books after")[1], Does.Match(@"\n  A +B\n").And.Match(@"\n\* +\d+ .*\|.*\|.*\n"));
    }

    [Test]
    public void ItEndsAtTheLimit()
    {
        string part = _case.WriteLines("some.jsonl", _case.Lines()[..200]);
        JsonElement json = CommandRun.Of("diff", _case.Pcap, part, "--limit", "7", "--json").Json;

        Assert.That((json.GetProperty("differences").GetInt64(), json.GetProperty("limited").GetBoolean()), Is.EqualTo((7, true)));
    }

    private void CheckPlace(JsonElement due, uint seqNum, long number)
    {
        int index = _case.Packets.ToList().FindIndex(packet => packet.SeqNum == seqNum);
        long sentNs = BitConverter.ToInt64(_case.Packets[index].Bytes, 4);
        Assert.That((due.GetProperty("seqNum").GetString(), due.GetProperty("event").GetInt64()), Is.EqualTo((Text(seqNum), number)));
        Assert.That((due.GetProperty("record").GetInt64(), due.GetProperty("line").GetString()), Is.EqualTo((index + 1L, _case.Packets[index].Line.ToString())));
        Assert.That(due.GetProperty("sendingTimeNs").GetString(), Is.EqualTo(sentNs.ToString(CultureInfo.InvariantCulture)));
    }

    // The bit is worth 1e-9: after the event that is how far the level's prices are apart, and before it nothing is.
    private static void CheckPrice(JsonElement first, JsonElement changed)
    {
        (string A, string B, bool Differs) price = Field(first, "price");
        JsonElement books = first.GetProperty("books");
        string side = changed.GetProperty("side").GetString() + "s";
        side = side.StartsWith("implied", StringComparison.Ordinal) ? side : side.ToLowerInvariant();
        Assert.That((price.A, price.Differs), Is.EqualTo((changed.GetProperty("price").GetString(), true)));
        Assert.That(Math.Abs(Decimal(price.A) - Decimal(price.B)), Is.EqualTo(0.000000001m));
        Assert.That(books.GetProperty("beforeA").GetRawText(), Is.EqualTo(books.GetProperty("beforeB").GetRawText()));
        Assert.That(Prices(books, "afterA", side), Does.Contain(price.A).And.Not.Contain(price.B));
        Assert.That(Prices(books, "afterB", side), Does.Contain(price.B).And.Not.Contain(price.A));
    }

    private static string?[] Prices(JsonElement books, string book, string side) =>
        [.. books.GetProperty(book).GetProperty(side).EnumerateArray().Select(static level => level.GetProperty("price").GetString())];

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<JsonElement> Fields(JsonElement first) => first.GetProperty("fields").EnumerateArray();

    private static (string A, string B, bool Differs) Field(JsonElement first, string name)
    {
        JsonElement field = Fields(first).Single(one => one.GetProperty("name").GetString() == name);
        return (field.GetProperty("a").GetString() ?? "", field.GetProperty("b").GetString() ?? "", field.GetProperty("differs").GetBoolean());
    }

    private static string Text(uint seqNum) => seqNum.ToString(CultureInfo.InvariantCulture);
}
