using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A live feed whose books are watched: the packets of the first divergence are kept, and nothing where all agrees.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class VerifiedFeedTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("verified-feed-").FullName;

    private string Saved => Path.Combine(_folder, "saved.pcapng");

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void ThePacketsOfTheFirstDivergenceAreSavedAndDivergeInTheirReplay()
    {
        string forged = Path.Combine(_folder, "forged.pcapng");
        File.WriteAllBytes(forged, ForgedOrder.WithAnotherQuantity(File.ReadAllBytes(LiveSystem.Capture)));
        using LiveSystem system = new();
        using ChildCommand feed = system.StartFeed("socket", "--orders", "10000", "--verify", "--verify-save", Saved);
        system.Publish(forged, "--speed", "2000");
        Assert.That(feed.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), feed.Error);
        JsonElement live = JsonDocument.Parse(feed.Out).RootElement;

        Assert.That(live.GetProperty("failures").ToString(), Does.Contain("sides of books are not what their orders make"));
        CommandRun replayed = CommandRun.Of("replay", Saved, "--lines", LiveSystem.Lines, "--orders", "10000", "--verify", "--json");
        Assert.That(replayed.Json.GetProperty("packets").GetProperty("total").GetInt64(), Is.InRange(1, live.GetProperty("packets").GetProperty("total").GetInt64()));
        Assert.That(replayed.Json.GetProperty("failures").ToString(), Does.Contain("sides of books are not what their orders make"));
    }

    [Test]
    public void WhereAllAgreesNoFileIsLeft()
    {
        using LiveSystem system = new();
        using ChildCommand feed = system.StartFeed("socket", "--orders", "10000", "--verify", "--verify-save", Saved);
        system.Publish(LiveSystem.Capture, "--speed", "2000");
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        Assert.That(File.Exists(Saved), Is.False);
    }

    [Test]
    public void SavingWithoutVerifyingIsRefused()
    {
        CommandRun run = CommandRun.Of("run", "--lines", LiveSystem.Lines, "--interface", "lo", "--verify-save", Saved);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("nothing is verified, add --verify"));
    }
}
