using FeedHandler.Conformance.Feeds;

namespace FeedHandler.Conformance.Digests;

public sealed class LossyDigestTests
{
    [Test]
    public void LossIsPublishedTheSameWayInlineAndThroughARing([Values(71u, 72u)] uint seed)
    {
        var arrivals = Arrivals.Lossy(seed);
        using var run = new InlineRun(arrivals);
        Assert.That(run.LostCount, Is.Positive);
        Assert.That(InlineRun.DigestOf(arrivals, 3), Is.EqualTo(run.Digest));
        Assert.That(RingRun.DigestOf(arrivals), Is.EqualTo(run.Digest));
    }
}
