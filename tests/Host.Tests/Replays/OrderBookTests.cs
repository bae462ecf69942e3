using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>Books by order, and what watches that they agree with all else.</summary>
public sealed class OrderBookTests
{
    private SmallCapture _folder = null!;
    private string _lossy = "";

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    [OneTimeSetUp]
    public void Simulate()
    {
        _folder = new SmallCapture();
        _lossy = Path.Combine(_folder.Folder, "lossy.pcapng");
        Assert.That(
            CommandRun.Of("simulate", "--out", _lossy, "--events", "1500", "--loss-a", "0.05", "--loss-b", "0.05", "--snapshot-ms", "20", "--order-snapshot-ms", "20").Code,
            Is.Zero);
    }

    [OneTimeTearDown]
    public void RemoveCaptures() => _folder.Dispose();

    [Test]
    public void TheOrdersOfEveryBookMakeItsLevels()
    {
        JsonElement report = CommandRun.Of("replay", Capture, "--orders", "10000", "--json").Json;
        foreach (JsonElement instrument in report.GetProperty("instruments").EnumerateArray())
        {
            JsonElement orders = instrument.GetProperty("orders");
            Assert.That(orders.GetProperty("state").GetString(), Is.EqualTo("whole"));
            foreach (string side in (string[])["bids", "asks"])
            {
                string[] levels = [.. instrument.GetProperty(side).EnumerateArray().Select(static level => level.GetRawText())];
                string[] made = [.. orders.GetProperty(side).EnumerateArray().Select(static level => level.GetRawText())];
                Assert.That(Bare(made).Take(levels.Length), Is.EqualTo(Bare(levels)), $"{instrument.GetProperty("symbol")} {side}");
            }
        }

        Assert.That(report.GetProperty("channels")[0].GetProperty("orders").GetProperty("resting").GetInt64(), Is.GreaterThan(100));
    }

    [Test]
    public void WithoutOrdersAskedForNothingIsToldOfThem()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--events", "-");
        Assert.That(run.JsonLines.Select(static line => line.GetProperty("kind").GetString()), Has.None.StartsWith("order"));
        Assert.That(run.Error, Does.Not.Contain("by order"));
    }

    [TestCase("jsonl")]
    [TestCase("csv")]
    public void EventsTellEachOrder(string format)
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--orders", "10000", "--kinds", "order", "--events", "-", "--events-format", format);
        Assert.That(run.Code, Is.Zero);
        Assert.That(run.Out.Split('\n'), Has.Length.GreaterThan(2000));
        if (format == "jsonl") Assert.That(run.JsonLines[0].GetProperty("priority").GetString(), Is.Not.Empty);
    }

    [Test]
    public void EventsWithOrdersAreReadAgainAndCompared()
    {
        string events = Path.Combine(_folder.Folder, "events.jsonl");
        Assert.That(CommandRun.Of("replay", Capture, "--orders", "10000", "--events", events).Code, Is.Zero);
        CommandRun equal = CommandRun.Of("diff", Capture, events, "--orders", "10000");
        Assert.That((equal.Code, equal.Out.StartsWith("equal", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), equal.Out);
        string[] lines = File.ReadAllLines(events);
        int at = Array.FindIndex(lines, static line => line.Contains("\"order\"", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("\"priority\":\"", "\"priority\":\"9", StringComparison.Ordinal);
        File.WriteAllLines(events, lines);
        CommandRun other = CommandRun.Of("diff", Capture, events, "--orders", "10000");
        Assert.That((other.Code, other.Out), Is.EqualTo((ExitCode.CheckFailed, other.Out)));
        Assert.That(other.Out, Does.Contain("priority"));
    }

    [Test]
    public void LossesHealFromSnapshotsOfOrdersAndAllAgrees()
    {
        CommandRun run = CommandRun.Of("replay", _lossy, "--orders", "10000", "--verify", "--json");
        JsonElement verified = run.Json.GetProperty("verification");
        Assert.That(run.Code, Is.Zero, run.Out);
        foreach (string rule in (string[])["orders", "consolidated", "snapshots"])
        {
            Assert.That(verified.GetProperty(rule).GetProperty("agreed").GetInt64(), Is.GreaterThan(100), rule);
            Assert.That(verified.GetProperty(rule).GetProperty("diverged").GetInt64(), Is.Zero, rule);
        }

        Assert.That(run.Json.GetProperty("channels")[0].GetProperty("recovery").GetProperty("ordersRestored").GetInt64(), Is.Positive);
    }

    [Test]
    public void AnOrderThatIsNotWhatItsLevelSaysIsToldWithItsPackets()
    {
        string forged = Path.Combine(_folder.Folder, "forged.pcapng");
        string saved = Path.Combine(_folder.Folder, "saved.pcapng");
        File.WriteAllBytes(forged, ForgedOrder.WithAnotherQuantity(File.ReadAllBytes(Capture)));
        CommandRun run = CommandRun.Of("replay", forged, "--orders", "10000", "--verify", "--verify-save", saved);

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Out, Does.Contain("sides of books are not what their orders make").And.Contain("its orders make"));
        Assert.That(CommandRun.Of("replay", saved, "--json").Json.GetProperty("packets").GetProperty("total").GetInt64(), Is.Positive);
    }

    [Test]
    public void WhatAgreesLeavesNoFile()
    {
        string saved = Path.Combine(_folder.Folder, "none.pcapng");
        Assert.That(CommandRun.Of("replay", Capture, "--orders", "10000", "--verify", "--verify-save", saved).Code, Is.Zero);
        Assert.That(File.Exists(saved), Is.False);
    }

    [Test]
    public void ALadderShowsTheQueueAndTheLevelsThatOrdersMake()
    {
        JsonElement deep = CommandRun.Of("replay", Capture, "--orders", "10000", "--json").Json.GetProperty("instruments").EnumerateArray()
            .First(static one => one.GetProperty("orders").GetProperty("bids").GetArrayLength() > one.GetProperty("bids").GetArrayLength());
        string id = deep.GetProperty("securityId").GetRawText();
        CommandRun told = CommandRun.Of("books", Capture, "--orders", "10000", "--instrument", id);
        CommandRun made = CommandRun.Of("books", Capture, "--orders", "10000", "--instrument", id, "--by-order", "--depth", "100");
        Assert.That(told.Out, Does.Match("by order: whole, [0-9]+ orders; best bid [0-9 .]+, best ask [0-9 .]+"));
        Assert.That(made.Out.Split('\n'), Has.Length.GreaterThan(told.Out.Split('\n').Length), "levels outside of the venue's depth");
        JsonElement book = CommandRun.Of("books", Capture, "--orders", "10000", "--instrument", id, "--json").Json;
        Assert.That(book.GetProperty("orders").GetProperty("bids").GetArrayLength(), Is.GreaterThanOrEqualTo(book.GetProperty("bids").GetArrayLength()));
        Assert.That(CommandRun.Of("books", Capture, "--by-order").Code, Is.EqualTo(ExitCode.Usage));
    }

    [Test]
    public void SavingWithoutVerifyingIsRefused()
    {
        CommandRun run = CommandRun.Of("replay", Capture, "--verify-save", "x.pcapng");
        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.Usage, run.Error)));
        Assert.That(run.Error, Does.Contain("--verify-save x.pcapng: nothing is verified, add --verify"));
    }

    private static IEnumerable<string> Bare(IEnumerable<string> levels) => levels.Select(static level => string.Concat(level.Where(static letter => !char.IsWhiteSpace(letter))));
}
