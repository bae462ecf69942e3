using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A live feed that other processes subscribe to, until it ends or is killed.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SharedLiveTests
{
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [TestCase("TERM", ExitCode.Good, "it has ended")]
    [TestCase("KILL", ExitCode.CheckFailed, "its process ended without a word")]
    public void ASubscriberHasTheBooksAndIsToldHowTheFeedEnded(string signal, int code, string words)
    {
        using LiveChannel channel = new(200);
        string path = Path.Combine(channel.Folder, "shared");
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = "socket", IdleMs = 60_000 }, channel, "--share", path);
        using ChildCommand subscriber = ChildCommand.Start(_system.Receiver, "subscribe", path, "--updates", "event", "--json", "--wait", "--for", "100");
        subscriber.WaitForError("following it");
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 100);
        using ChildCommand watcher = ChildCommand.Start(_system.Receiver, "subscribe", path, "--json", "--count", "1");
        Assert.That(watcher.WaitForExit(), Is.EqualTo(ExitCode.Good), watcher.Error);
        senders.Send(100, 200); // behind the snapshots that the first half brought, which may hold all of it
        feed.Signal(signal);
        feed.WaitForExit();
        subscriber.WaitForError(words);
        subscriber.Signal("TERM");

        Assert.That(subscriber.WaitForExit(), Is.EqualTo(ExitCode.Good), subscriber.Error);
        JsonElement[] lines = [.. subscriber.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
        string[] kinds = [.. lines.Select(static line => line.GetProperty("kind").GetString()!)];
        Assert.That(kinds, Does.Contain("snapshot"));
        if (code == ExitCode.Good) Assert.That(kinds, Does.Contain("book").And.Contain("trade"), "a feed that ends takes what was sent before");
        using ChildCommand late = ChildCommand.Start(_system.Receiver, "subscribe", path, "--json");
        Assert.That((late.WaitForExit(), late.Error.Contains(words, StringComparison.Ordinal)), Is.EqualTo((code, true)), late.Error);
        Assert.That(late.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.Not.Empty, "the last books are there");
    }
}
