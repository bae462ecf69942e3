using FeedHandler.Conformance.Feeds;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Conformance.Digests;

/// <summary>The events are a function of the packets alone: not of the line that was faster, of batches, of threads or of the run.</summary>
[TestFixture("simulated")]
[TestFixture("captured")]
public sealed class DigestTests(string source)
{
    private const int InterleavingCount = 20;
    private IReadOnlyList<Arrival> _arrivals = [];
    private (ulong Value, long Count) _digest;

    [OneTimeSetUp]
    public void Load()
    {
        _arrivals = source == "simulated" ? Arrivals.Simulated(61) : Arrivals.Captured();
        _digest = InlineRun.DigestOf(_arrivals);
        Assert.That(_digest.Count, Is.GreaterThan(1000));
    }

    [Test]
    public void TheSameInEveryRun() => Assert.That(InlineRun.DigestOf(_arrivals), Is.EqualTo(_digest));

    [Test]
    public void TheSameOnOneLineAlone([Values] Line line) => Assert.That(InlineRun.DigestOf(_arrivals.Of(line)), Is.EqualTo(_digest));

    [Test]
    public void TheSameWithTheLinesSwapped() => Assert.That(InlineRun.DigestOf(_arrivals.Swapped()), Is.EqualTo(_digest));

    [Test]
    public void TheSameHoweverTheLinesInterleave()
    {
        List<Arrival> oneLine = _arrivals.Of(Line.A);
        for (ulong seed = 1; seed <= InterleavingCount; seed++)
        {
            Assert.That(InlineRun.DigestOf(oneLine.Interleaved(seed)), Is.EqualTo(_digest), $"interleaving {seed}");
        }
    }

    [Test]
    public void TheSameHoweverPacketsAreBatched([Values(1, 3, 64, int.MaxValue)] int packetLimit) =>
        Assert.That(InlineRun.DigestOf(_arrivals, packetLimit), Is.EqualTo(_digest));

    [Test]
    public void TheSameThroughARing([Values(1, 64)] int packetLimit) => Assert.That(RingRun.DigestOf(_arrivals, packetLimit), Is.EqualTo(_digest));

    [Test]
    public void AnotherPacketGivesAnotherDigest() =>
        Assert.That(InlineRun.DigestOf([.. _arrivals.Of(Line.A).SkipLast(1)]).Value, Is.Not.EqualTo(_digest.Value));
}
