namespace FeedHandler.Concurrency.Models;

/// <summary>The steps of SpscQueue, cached counters included. A plain store or load in the place of an ordered one must be found.</summary>
public sealed class SpscQueueModelTests
{
    private const int Tail = 0;
    private const int Head = 1;
    private const int FirstItem = 2;
    private const int ItemCount = 5;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void NoOrderOfStepsLosesRepeatsOrTearsAnItem(int capacity) => Assert.That(Explore(capacity), Is.Null);

    [Test]
    public void ATailThatMayAppearBeforeTheItemIsFound() => Assert.That(Explore(2, publish: StepKind.Store), Does.StartWith("item"));

    [Test]
    public void AHeadThatMayAppearBeforeTheItemWasReadIsFound() => Assert.That(Explore(2, release: StepKind.Store), Does.StartWith("item"));

    [Test]
    public void AnItemThatMayBeReadBeforeTheTailIsFound() => Assert.That(Explore(2, look: StepKind.Load), Does.StartWith("item"));

    private static string? Explore(
        int capacity, StepKind publish = StepKind.StoreRelease, StepKind release = StepKind.StoreRelease, StepKind look = StepKind.LoadAcquire)
    {
        Model model = new(
            new long[FirstItem + capacity], [Producer(capacity, publish), Consumer(capacity, release, look)], (cells, _) => cells[Head] == ItemCount);
        string? violation = model.Explore();
        TestContext.Out.WriteLine($"{model.StateCount} states, {model.EndCount} ends: {violation ?? "no violation"}");
        return violation;
    }

    // Register 0: items put in. 1: the head as last seen.
    private static ModelThread Producer(int capacity, StepKind publish)
    {
        ModelThread thread = new();
        int again = thread.Here;
        thread.Branch(r => r[0] - r[1] == capacity ? -1 : again + 2);
        thread.Load(1, static _ => Head, StepKind.LoadAcquire);
        thread.Branch(r => r[0] - r[1] == capacity ? again : -1);
        thread.Store(r => FirstItem + (int)(r[0] % capacity), static r => 100 + r[0]);
        thread.Store(static _ => Tail, static r => r[0] + 1, publish);
        thread.Branch(r => ++r[0] < ItemCount ? again : -1);
        return thread;
    }

    // Register 0: items taken out. 1: the tail as last seen. 2: the item. The item is loaded before the branch that may throw it away, as
    // a processor that guesses does.
    private static ModelThread Consumer(int capacity, StepKind release, StepKind look)
    {
        ModelThread thread = new();
        int again = thread.Here;
        thread.Branch(r => r[0] == r[1] ? -1 : again + 2);
        thread.Load(1, static _ => Tail, look);
        thread.Load(2, r => FirstItem + (int)(r[0] % capacity));
        thread.Branch(r => r[0] == r[1] ? again : -1);
        thread.Check(static r => r[2] == 100 + r[0], "item of another sequence");
        thread.Load(2, r => FirstItem + (int)(r[0] % capacity));
        thread.Store(static _ => Head, static r => r[0] + 1, release);
        thread.Check(static r => r[2] == 100 + r[0], "item of another sequence, read after its slot was given back");
        thread.Branch(r => ++r[0] < ItemCount ? again : -1);
        return thread;
    }
}
