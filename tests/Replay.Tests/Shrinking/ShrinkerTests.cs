using FeedHandler.Replay.Shrinking;

namespace FeedHandler.Replay.Tests.Shrinking;

public sealed class ShrinkerTests
{
    [TestCase(new[] { 7 })]
    [TestCase(new[] { 0 })]
    [TestCase(new[] { 99 })]
    [TestCase(new[] { 3, 90 })]
    [TestCase(new[] { 0, 50, 51, 99 })]
    public void ExactlyWhatIsNeededIsLeft(int[] needed)
    {
        Shrinker shrinker = new(100, places => needed.All(places.Contains), runsMax: 10_000);

        Assert.That(shrinker.Confirm(), Is.True);
        shrinker.Run(static () => true);
        Assert.That((shrinker.Smallest, shrinker.IsMinimal), Is.EqualTo((needed, true)));
        Assert.That(shrinker.RunCount, Is.LessThan(150));
    }

    [Test]
    public void TheSameChecksComeInTheSameOrder()
    {
        List<string> first = Asked();

        Assert.That(Asked(), Is.EqualTo(first));
    }

    [Test]
    public void WhenItMayNotGoOnTheSmallestSoFarIsLeft()
    {
        Shrinker byRuns = new(64, static places => places.Contains(1) && places.Contains(62), runsMax: 5);
        byRuns.Run(static () => true);
        Shrinker stopped = new(64, static places => places.Contains(1), runsMax: 100);
        stopped.Run(() => stopped.RunCount < 2);

        Assert.That((byRuns.RunCount, byRuns.IsMinimal), Is.EqualTo((5, false)));
        Assert.That((stopped.RunCount, stopped.Smallest.Count, stopped.IsMinimal), Is.EqualTo((2, 16, false)));
    }

    [Test]
    public void OneThingAloneNeedsNoCheck()
    {
        Shrinker shrinker = new(1, static _ => throw new InvalidOperationException("nothing can be left out"), runsMax: 9);
        shrinker.Run(static () => true);

        Assert.That((shrinker.RunCount, shrinker.IsMinimal), Is.EqualTo((0, true)));
    }

    private static List<string> Asked()
    {
        List<string> asked = [];
        Shrinker shrinker = new(20, places => Note(asked, places) && places.Contains(4) && places.Contains(13), runsMax: 1000);
        shrinker.Run(static () => true);
        return asked;
    }

    private static bool Note(List<string> asked, IReadOnlyList<int> places)
    {
        asked.Add(string.Join(',', places));
        return true;
    }
}
