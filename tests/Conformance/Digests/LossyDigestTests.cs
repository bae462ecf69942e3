using FeedHandler.Conformance.Feeds;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Conformance.Digests;

public sealed class LossyDigestTests
{
    [Test]
    public void LossIsPublishedTheSameWayInlineAndThroughARing([Values(71u, 72u)] uint seed)
    {
        IReadOnlyList<Arrival> arrivals = Arrivals.Lossy(seed);
        using InlineRun run = new InlineRun(arrivals);
        Assert.That(run.LostCount, Is.Positive);
        Assert.That(InlineRun.DigestOf(arrivals, 3), Is.EqualTo(run.Digest));
        Assert.That(RingRun.DigestOf(arrivals), Is.EqualTo(run.Digest));
    }
}
