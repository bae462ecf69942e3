using FeedHandler.Latency.Comparison;

namespace FeedHandler.Latency.Tests.Comparison;

public sealed class ValueComparisonTests
{
    private static readonly double[] Runs = [100, 104, 97, 101, 99];

    [Test]
    public void TheSameRunsMayBeChance()
    {
        ValueChange change = ValueComparison.Of(Runs, Runs);

        Assert.That((change.Before, change.After, change.Percent, change.MayBeChance), Is.EqualTo((100, 100, 0, true)));
        Assert.That(change.IntervalPercent!.Value.Low, Is.LessThan(0));
        Assert.That(change.IntervalPercent!.Value.High, Is.GreaterThan(0));
    }

    [Test]
    public void RunsThatLieApartAreNoChance()
    {
        ValueChange change = ValueComparison.Of(Runs, [.. Runs.Select(static run => run * 1.2)]);

        Assert.That(change.Percent, Is.EqualTo(20).Within(1e-9));
        Assert.That((change.MayBeChance, change.IntervalPercent!.Value.Low > 0), Is.EqualTo((false, true)));
    }

    [Test]
    public void SidesOfTheSameSpreadSeldomLookLikeAChange()
    {
        Random random = new(1);
        double[] Side() => [.. Enumerable.Range(0, 5).Select(_ => 100 + (10 * random.NextDouble()))];
        int count = Enumerable.Range(0, 300).Count(_ => !ValueComparison.Of(Side(), Side()).MayBeChance);

        Assert.That(count, Is.LessThan(10), "of 300 pairs that do not differ");
    }

    [Test]
    public void OfTwoRunsNobodyCanSay() => Assert.That(ValueComparison.Of([1, 2], Runs), Has.Property(nameof(ValueChange.IntervalPercent)).Null);

    [Test]
    public void ASideWithoutRunsIsRefused() => Assert.That(() => ValueComparison.Of([], Runs), Throws.ArgumentException);
}
