using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Tests.Instruments;

public sealed class SecurityIdIndexTests
{
    [Test]
    public void FindsWhatWasAddedAndNothingElse()
    {
        using SecurityIdIndex index = new SecurityIdIndex(1000);
        Random random = new Random(7);
        int[] ids = Enumerable.Range(0, 1000).Select(_ => random.Next(int.MinValue, int.MaxValue)).Distinct().ToArray();
        for (int i = 0; i < ids.Length; i++) Assert.That(index.TryAdd(ids[i], i), Is.True);
        for (int i = 0; i < ids.Length; i++) Assert.That(index.Find(ids[i]), Is.EqualTo(i));
        IEnumerable<int> absent = Enumerable.Range(0, 1000).Select(_ => random.Next()).Except(ids);
        Assert.That(absent.All(id => index.Find(id) == -1), Is.True);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public void AnyNumberIsAnId(int securityId)
    {
        using SecurityIdIndex index = new SecurityIdIndex(1);
        Assert.That(index.Find(securityId), Is.EqualTo(-1));
        Assert.That(index.TryAdd(securityId, 0), Is.True);
        Assert.That(index.Find(securityId), Is.Zero);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(1000)]
    public void NothingIsAtHomeInAnEmptyTableAndOnlyItselfWhereItWasPut(int countMax)
    {
        using SecurityIdIndex index = new SecurityIdIndex(countMax);
        for (long id = -1000; id <= 1000; id++) Assert.That(index.Lookup.TryFindAtHome(id, out _), Is.False);
        Assert.That(index.TryAdd(0, 7 % countMax), Is.True);
        Assert.That((index.Lookup.TryFindAtHome(0, out uint at), (int)at), Is.EqualTo((true, 7 % countMax)));
        for (long id = 1; id <= 1000; id++) Assert.That(index.Lookup.TryFindAtHome(id, out _) || index.Lookup.TryFindAtHome(-id, out _), Is.False);
    }

    [Test]
    public void RefusesASecondTimeAndMoreThanFit()
    {
        using SecurityIdIndex index = new SecurityIdIndex(2);
        Assert.That(index.TryAdd(5, 0), Is.True);
        Assert.That(index.TryAdd(5, 1), Is.False);
        Assert.That(index.TryAdd(6, 1), Is.True);
        Assert.That(index.TryAdd(7, 2), Is.False);
        index.Reset();
        Assert.That(index.Find(5), Is.EqualTo(-1));
        Assert.That(index.TryAdd(7, 0), Is.True);
    }
}
