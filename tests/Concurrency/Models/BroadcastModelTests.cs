namespace FeedHandler.Concurrency.Models;

/// <summary>
/// The steps of BroadcastWriter and BroadcastReader: the claim before the slots, the check after the copy, the life of the writer; and a
/// writer that is killed after any step.
/// </summary>
public sealed class BroadcastModelTests
{
    private const int Claimed = 0;
    private const int Cursor = 1;
    private const int EpochNumber = 2;
    private const int EpochFirst = 3;
    private const int FirstSlot = 4;
    private const int WordCount = 2;
    private const int EventCount = 4;
    private const int EventCountAfterRestart = 2;

    private static Flaws None => default;

    [TestCase(2, 1)]
    [TestCase(4, 1)]
    [TestCase(4, 2)]
    public void NoOrderOfStepsShowsATornOrWrongEventOrMiscountsALoss(int capacity, int claimStep) =>
        Assert.That(Explore(capacity, claimStep, None), Is.Null);

    [Test]
    public void AWriterThatIsKilledAnywhereLeavesNothingWrongAndItsSuccessorIsNoticedInTime() =>
        Assert.That(Explore(2, 1, new Flaws { IsKilled = true }), Is.Null);

    [Test]
    public void SlotsThatMayAppearBeforeTheirClaimAreFound() => Assert.That(Explore(2, 1, new Flaws { HasNoWriteBarrier = true }), Does.StartWith("torn"));

    [Test]
    public void ACopyThatMayComeAfterItsCheckIsFound() => Assert.That(Explore(2, 1, new Flaws { HasNoReadBarrier = true }), Does.StartWith("torn"));

    [Test]
    public void ACopyThatMayComeBeforeTheCursorIsFound() => Assert.That(Explore(2, 1, new Flaws { IsCursorReadPlainly = true }), Does.StartWith("torn"));

    [Test]
    public void ACursorThatMayAppearBeforeTheSlotIsFound() => Assert.That(Explore(2, 1, new Flaws { IsCursorWrittenPlainly = true }), Does.StartWith("torn"));

    [Test]
    public void ACheckAgainstTheCursorIsFound() => Assert.That(Explore(2, 1, new Flaws { IsCheckedAgainstCursor = true }), Does.StartWith("torn"));

    [Test]
    public void ALifeThatIsLookedAtBeforeTheCursorIsFound() =>
        Assert.That(Explore(2, 1, new Flaws { IsKilled = true, IsLifeReadFirst = true }), Does.StartWith("torn"));

    private static string? Explore(int capacity, int claimStep, Flaws flaws)
    {
        long[] initial = new long[FirstSlot + (WordCount * capacity)];
        initial[Claimed] = initial[Cursor] = -1;
        initial[EpochNumber] = 1;
        ModelThread[] threads = flaws.IsKilled
            ? [Writer(capacity, claimStep, flaws), Reader(capacity, flaws), Successor(capacity)]
            : [Writer(capacity, claimStep, flaws), Reader(capacity, flaws)];
        Model model = new(initial, threads, (cells, registers) => registers[1][3] + registers[1][5] == cells[Cursor] + 1);
        string? violation = model.Explore();
        TestContext.Out.WriteLine($"{model.StateCount} states, {model.EndCount} ends: {violation ?? "no violation"}");
        return violation;
    }

    private static long Word(int word, long sequence, long epoch) => (100 * epoch) + (10 * sequence) + word + 1;

    private static int Slot(int word, long sequence, int capacity) => FirstSlot + (WordCount * (int)(sequence % capacity)) + word;

    private static ModelThread Writer(int capacity, int claimStep, Flaws flaws)
    {
        ModelThread thread = new() { MayBeKilled = flaws.IsKilled };
        for (int i = 0; i < EventCount; i++)
        {
            long sequence = i;
            bool isClaiming = i % claimStep == 0;
            Publish(thread, _ => sequence, capacity, isClaiming ? claimStep : 0, epoch: 1, flaws);
        }

        return thread;
    }

    // Register 0: the next sequence. 1: where it ends.
    private static ModelThread Successor(int capacity)
    {
        ModelThread thread = new() { After = 0 };
        thread.Load(0, static _ => Cursor, StepKind.LoadAcquire);
        thread.Do(static r => r[0]++);
        thread.Store(static _ => EpochFirst, static r => r[0], StepKind.StoreRelease);
        thread.Store(static _ => EpochNumber, static _ => 2, StepKind.StoreRelease);
        thread.Do(static r => r[1] = r[0] + EventCountAfterRestart);
        int again = thread.Here;
        Publish(thread, static r => r[0], capacity, claimStep: 1, epoch: 2, None);
        thread.Branch(r => ++r[0] < r[1] ? again : -1);
        return thread;
    }

    private static void Publish(ModelThread thread, Func<long[], long> sequence, int capacity, int claimStep, long epoch, Flaws flaws)
    {
        if (claimStep > 0)
        {
            thread.Store(static _ => Claimed, r => sequence(r) + claimStep - 1, StepKind.StoreRelease);
            if (!flaws.HasNoWriteBarrier) thread.Barrier(StepKind.WriteBarrier);
        }

        thread.Store(r => Slot(0, sequence(r), capacity), r => Word(0, sequence(r), epoch));
        thread.Store(r => Slot(1, sequence(r), capacity), r => Word(1, sequence(r), epoch));
        thread.Store(static _ => Cursor, sequence, flaws.IsCursorWrittenPlainly ? StepKind.Store : StepKind.StoreRelease);
    }

    // Register 0: the cursor. 1 and 2: the copy. 3: lost. 4: the claim, or where a life begins. 5: taken; what comes next is 3 + 5.
    // 6: the life that was read last, and ten times where it began. 7: the life now. The copy comes before the branch that may throw it away, as a processor that
    // guesses reads it.
    private static ModelThread Reader(int capacity, Flaws flaws)
    {
        ModelThread thread = new();
        StepKind look = flaws.IsCursorReadPlainly ? StepKind.Load : StepKind.LoadAcquire;
        int end = 24;
        thread.Do(static r => r[6] = 1);
        int again = thread.Here;
        if (flaws.IsLifeReadFirst) thread.Load(7, static _ => EpochNumber, StepKind.LoadAcquire);
        thread.Load(0, static _ => Cursor, look);
        if (!flaws.IsLifeReadFirst && flaws.IsKilled) thread.Load(7, static _ => EpochNumber, StepKind.LoadAcquire);
        if (flaws.IsKilled) ReadLife(thread, again);
        thread.Load(1, r => Slot(0, r[3] + r[5], capacity));
        thread.Load(2, r => Slot(1, r[3] + r[5], capacity));
        if (!flaws.HasNoReadBarrier) thread.Barrier(StepKind.ReadBarrier);
        thread.Load(4, _ => flaws.IsCheckedAgainstCursor ? Cursor : Claimed);
        thread.Branch(r => r[0] < r[3] + r[5] ? (IsOver(r, flaws) ? end : again) : -1);
        int whole = thread.Here + 4;
        thread.Branch(r => r[3] + r[5] > r[4] - capacity ? whole : -1);
        thread.Load(0, static _ => Cursor, StepKind.LoadAcquire);
        thread.Do(static r => r[3] += Math.Max(0, r[0] - r[3] - r[5]));
        thread.Branch(_ => again);
        thread.Check(static r => r[1] == Word(0, r[3] + r[5], r[6] % 10) && r[2] == Word(1, r[3] + r[5], r[6] % 10), "torn, wrong, or of another life");
        thread.Do(static r => r[5]++);
        thread.Branch(_ => again);
        while (thread.Here < end) thread.Do(static _ => { });
        thread.Do(static r => r[0] = r[1] = r[2] = r[4] = r[7] = 0);
        return thread;
    }

    // The reader gives up when it has seen the last event that is to come.
    private static bool IsOver(long[] registers, Flaws flaws) =>
        flaws.IsKilled ? registers[6] % 10 == 2 && registers[0] == (registers[6] / 10) + EventCountAfterRestart - 1 : registers[0] == EventCount - 1;

    private static void ReadLife(ModelThread thread, int again)
    {
        int skip = thread.Here + 3;
        thread.Branch(r => r[7] == r[6] % 10 ? skip : -1);
        thread.Load(4, static _ => EpochFirst, StepKind.LoadAcquire);
        thread.Branch(r => Meet(r) ? again : -1);
    }

    // True when the new life begins here; until then the old one ends where it begins.
    private static bool Meet(long[] registers)
    {
        bool isHere = registers[3] + registers[5] >= registers[4];
        if (isHere) registers[6] = (10 * registers[4]) + registers[7];
        else registers[0] = Math.Min(registers[0], registers[4] - 1);
        return isHere;
    }

    /// <summary>What is wrong with the algorithm, or done to it.</summary>
    private readonly record struct Flaws
    {
        internal bool IsKilled { get; init; }

        internal bool HasNoWriteBarrier { get; init; }

        internal bool HasNoReadBarrier { get; init; }

        internal bool IsCursorReadPlainly { get; init; }

        internal bool IsCursorWrittenPlainly { get; init; }

        internal bool IsCheckedAgainstCursor { get; init; }

        internal bool IsLifeReadFirst { get; init; }
    }
}
