using System.Text.Json;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A live feed writes a part of its events as a replay of the same packets does.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LiveEventsTests
{
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [Test]
    public void APartIsThatOfAReplay()
    {
        string[] part = ["--kinds", "definition,book,trade", "--instrument", "SIM003", "--instrument", "40007"];
        using LiveChannel channel = new(eventCount: 2000, seed: 3, id: 20);
        string path = Path.Combine(channel.Folder, "events.jsonl");
        using ChildCommand feed = _system.StartFeed(
            new LiveSetup { Receiver = "socket", Channels = [20] }, channel, ["--events", path, .. part, "--instrument", "nosuch"]);
        using ChildCommand publisher = _system.StartPublisher(channel, 20, "--speed", "3000");
        Assert.That(publisher.WaitForExit(), Is.Zero, publisher.Error);
        LiveReport report = LiveReport.Of(feed);

        Assert.That(report.Warnings, Does.Contain("--instrument nosuch: no such id or symbol came"));
        Assert.That(report.Digest, Is.EqualTo(channel.Digest));
        JsonElement[] replayed = CommandRun.Of(["replay", channel.Capture, "--events", "-", .. part]).JsonLines;
        string[] live = [.. File.ReadLines(path).Select(static line => WordsOf(JsonDocument.Parse(line).RootElement))];

        // What stands before a symbol's definition is an instrument's that nobody can name yet.
        Assert.That(live, Is.EqualTo(replayed.Where(static line => line.TryGetProperty("symbol", out _) || Id(line) == 40007).Select(WordsOf)));
        Assert.That(live, Has.Length.GreaterThan(100));
    }

    private static int Id(JsonElement line) => line.GetProperty("securityId").GetInt32();

    private static string WordsOf(JsonElement line) =>
        string.Join('|', line.EnumerateObject().Where(static member => member.Name != "rxNs").Select(static member => $"{member.Name}={member.Value}"));
}
