using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class BooksCommandTests
{
    private SmallCapture _captures = null!;
    private string _path = "";

    [SetUp]
    public void MakeCapture()
    {
        _captures = new SmallCapture();
        _path = _captures.Write(
            "bids.pcap",
            (Line.A, 1_000, CmePackets.Bid(1, 1, 42, 100_000_000_000, 7)),
            (Line.A, 2_000, CmePackets.Bid(2, 2, 42, 100_250_000_000, 40)),
            (Line.A, 3_000, CmePackets.Bid(3, 1, 43, 5_000_000_000, 1)));
    }

    [TearDown]
    public void RemoveCapture() => _captures.Dispose();

    [Test]
    public void TheBusiestBookIsShownAtItsEnd()
    {
        CommandRun run = CommandRun.Of("books", _path);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain("wire prices: no display factor").And.Contain("#42").And.Contain("event 4 of 4").And.Contain("[100.25]").And.Contain(" 7 "));
    }

    [Test]
    public void TheNumberOfTheEventIsNotThatOfTheBook()
    {
        Assert.That(CommandRun.Of("books", _path, "--at", "1").Out, Does.Contain("   rptSeq none (book "), "a definition that this program assumes has none");
        Assert.That(CommandRun.Of("books", _path).Out, Does.Contain(" (book 2)\n"));
    }

    [Test]
    public void AnEarlierEventShowsTheBookAsItWas()
    {
        CommandRun run = CommandRun.Of("books", _path, "--at", "3");

        Assert.That(run.Out, Does.Contain("event 3 of 4").And.Contain("[100]").And.Not.Contain("100.25"));
    }

    [Test]
    public void LadderLinesFitEightyColumnsWithoutColour()
    {
        string simulated = _captures.WriteSimulated();
        CommandRun run = CommandRun.Of("books", simulated);

        Assert.That(run.Out.Split('\n').Select(static line => line.TrimEnd('\r').Length), Is.All.LessThanOrEqualTo(80));
        Assert.That(run.Out, Does.Not.Contain("\u001b"));
    }

    [Test]
    public void JsonHoldsExactPrices()
    {
        CommandRun run = CommandRun.Of("books", _path, "--json", "--instrument", "42");

        Assert.That(run.Json.GetProperty("event").GetInt32(), Is.EqualTo(4));
        Assert.That(run.Json.GetProperty("seqNum").GetString(), Is.EqualTo("2"));
        Assert.That(run.Json.GetProperty("bids")[0].GetProperty("price").GetString(), Is.EqualTo("100.25"));
    }

    // 9830.5 on the wire, and a display factor of 0.01.
    [Test]
    public void PricesAndStatusAreThoseOfTheReplay()
    {
        string file = Require.Shared("cases/status-of-definition.pcap");

        CommandRun ladder = CommandRun.Of("books", file, "--instrument", "7");
        JsonElement book = CommandRun.Of("books", file, "--instrument", "7", "--json").Json;
        CommandRun replay = CommandRun.Of("replay", file);
        JsonElement[] events = CommandRun.Of("replay", file, "--events", "-").JsonLines;

        Assert.That(ladder.Out, Does.Contain("[98.305]").And.Contain("display prices: wire x 0.01").And.Contain("open (17)"));
        Assert.That(replay.Out, Does.Contain("9830").And.Contain("; wire prices").And.Contain("open (17)"));
        Assert.That(book.GetProperty("status").GetInt32(), Is.EqualTo(17));
        Assert.That(book.GetProperty("impliedAsks")[1].GetProperty("price").GetString(), Is.EqualTo(events[^1].GetProperty("price").GetString()));
        Assert.That(events[1].GetProperty("kind").GetString(), Is.EqualTo("definition"));
        Assert.That((events[1].GetProperty("status").GetInt32(), events[1].GetProperty("tradingStatus").GetString()), Is.EqualTo((17, "open")));
        Assert.That(events[0].TryGetProperty("status", out _), Is.False);
    }

    // The captures are of 1970, the exchange's times of 2016: a time of day is of the exchange's day.
    [TestCase("14:29:00", "event 0 of 4")]
    [TestCase("14:31:00", "event 4 of 4")]
    [TestCase("2016-11-12 14:31:00", "event 4 of 4")]
    public void ATimeOfDayIsOfTheExchangesDay(string until, string place) =>
        Assert.That(CommandRun.Of("books", _path, "--until", until).Out, Does.Contain(place));

    // Blanks at the end fill the field up, those within are of the name; the wire keeps both.
    [Test]
    public void ASymbolIsComparedWithoutWhatFillsItUp()
    {
        byte[] bytes = File.ReadAllBytes(Require.Shared("cases/escape-in-symbol.pcap"));
        Span<byte> symbol = bytes.AsSpan(24 + 16 + 42 + 57, 20);
        symbol.Clear();
        "A B  "u8.CopyTo(symbol);
        string path = _captures.WriteBytes("blanks.pcap", bytes);

        JsonElement wire = CommandRun.Of("inspect", path, "--json", "--filter", "security=A B").JsonLines[0];

        Assert.That(CommandRun.Of("replay", path, "--json").Json.GetProperty("instruments")[0].GetProperty("symbol").GetString(), Is.EqualTo("A B"));
        Assert.That(CommandRun.Of("books", path, "--json", "--instrument", "A B ").Json.GetProperty("symbol").GetString(), Is.EqualTo("A B"));
        Assert.That(wire.GetProperty("fields").GetProperty("Symbol").GetString(), Is.EqualTo("A B  "));
    }

    [Test]
    public void KeysStepForwardBackAndToAnEvent()
    {
        Queue<ConsoleKeyInfo> keys = new(
        [
            Key(' ', ConsoleKey.Spacebar), Key('\0', ConsoleKey.LeftArrow), Key('g', ConsoleKey.G), Key('3', ConsoleKey.D3), Key('\r', ConsoleKey.Enter),
            Key('\0', ConsoleKey.Home), Key('\0', ConsoleKey.End), Key('n', ConsoleKey.N), Key('q', ConsoleKey.Q),
        ]);
        CommandRun run = CommandRun.In(_captures.Folder, keys.Dequeue, CancellationToken.None, "books", "bids.pcap");

        IEnumerable<string> heads = run.Out.Split('\n').Where(static line => line.Contains(" of 4", StringComparison.Ordinal));
        string[] positions = [.. heads.Select(static line => line.Trim()[^6..^5])];
        Assert.That(positions, Is.EqualTo(new[] { "1", "2", "1", "3", "1", "4", "4" }));
        Assert.That(keys, Is.Empty);
    }

    private static ConsoleKeyInfo Key(char letter, ConsoleKey key) => new(letter, key, shift: false, alt: false, control: false);
}
