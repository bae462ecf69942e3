using FeedHandler.Conformance.Feeds;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Conformance.Books;

public sealed class BookReplicaTests
{
    [Test]
    public void AStrategysBooksAreTheFeedsAtTheEndOfEveryPacket([Values(51u, 52u)] uint seed)
    {
        using InlineRun run = Compare(Arrivals.Simulated(seed));
        Assert.That(run.LostCount, Is.Zero);
    }

    [Test]
    public void AStrategysBooksAreTheFeedsThroughLoss([Values(53u, 54u)] uint seed)
    {
        using InlineRun run = Compare(Arrivals.Lossy(seed));
        Assert.That(run.LostCount, Is.Positive);
    }

    [Test]
    public void AStrategysBooksAreTheFeedsAtTheEndOfEveryMatchEvent([Values(55u)] uint seed)
    {
        using InlineRun run = Compare(Arrivals.Simulated(seed).Of(Line.A).OneMessageEach());
        Assert.That(run.Comparison!.SkippedCount, Is.Zero);
    }

    [Test]
    public void AStrategysBooksAreTheFeedsInARealCapture()
    {
        using InlineRun run = Compare(Arrivals.Captured().Of(Line.A).OneMessageEach());
        Assert.That(run.Comparison!.SkippedCount, Is.Zero);
    }

    private static InlineRun Compare(IReadOnlyList<Arrival> arrivals)
    {
        InlineRun run = new InlineRun(arrivals, comparesBooks: true);
        Assert.That(run.Comparison!.EventCount, Is.GreaterThan(200));
        return run;
    }
}
