namespace FeedHandler.Concurrency.Models;

/// <summary>The steps of MpmcQueue between two producers and two consumers.</summary>
public sealed class MpmcQueueModelTests
{
    private const int Tail = 0;
    private const int Head = 1;
    private const int FirstTicket = 2;
    private const int Capacity = 2;
    private const int FirstItem = FirstTicket + Capacity;

    [Test]
    public void NoOrderOfStepsLosesOrRepeatsAnItem() => Assert.That(Explore(), Is.Null);

    [Test]
    public void ATicketThatMayAppearBeforeTheItemIsFound() => Assert.That(Explore(put: StepKind.Store), Is.Not.Null);

    [Test]
    public void ATicketThatMayAppearBeforeTheItemWasReadIsFound() => Assert.That(Explore(take: StepKind.Store), Is.Not.Null);

    [Test]
    public void TakingATicketWithoutComparingIsFound() => Assert.That(Explore(isCompared: false), Is.Not.Null);

    private static string? Explore(StepKind put = StepKind.StoreRelease, StepKind take = StepKind.StoreRelease, bool isCompared = true)
    {
        long[] initial = new long[FirstItem + Capacity];
        for (int i = 0; i < Capacity; i++) initial[FirstTicket + i] = i;
        Model model = new(initial, [Producer(0, 2, put), Producer(1, 1, put), Consumer(2, take, isCompared), Consumer(1, take, isCompared)], IsComplete);
        string? violation = model.Explore();
        TestContext.Out.WriteLine($"{model.StateCount} states, {model.EndCount} ends: {violation ?? "no violation"}");
        return violation;
    }

    // Each item was taken once, and one consumer took those of one producer in their order: register 3 has the items as decimal digits.
    private static bool IsComplete(long[] cells, long[][] registers)
    {
        string[] taken = [$"{registers[2][3]}", $"{registers[3][3]}"];
        return string.Concat(taken).Order().SequenceEqual("125") && taken.All(static digits => digits is not "21");
    }

    // Register 0: the ticket. 1: what the slot or the exchange says. 2: items put in. Items are 1 and 2 of the first, 5 of the second.
    private static ModelThread Producer(int which, int itemCount, StepKind put)
    {
        ModelThread thread = new();
        int again = thread.Here;
        thread.Load(0, static _ => Tail, StepKind.LoadAcquire);
        thread.Do(static _ => { });
        thread.Load(1, static r => FirstTicket + (int)(r[0] % Capacity), StepKind.LoadAcquire);
        thread.Branch(r => r[1] != r[0] ? again : -1);
        thread.CompareExchange(1, static _ => Tail, static r => r[0], static r => r[0] + 1);
        thread.Branch(r => r[1] != r[0] ? again : -1);
        thread.Store(static r => FirstItem + (int)(r[0] % Capacity), r => (4 * which) + 1 + r[2]);
        thread.Store(static r => FirstTicket + (int)(r[0] % Capacity), static r => r[0] + 1, put);
        thread.Branch(r => ++r[2] < itemCount ? again : -1);
        Forget(thread);
        return thread;
    }

    // Register 0: the ticket. 1: what the slot or the exchange says. 2: items taken out. 3: which. 4: the item.
    private static ModelThread Consumer(int itemCount, StepKind take, bool isCompared)
    {
        ModelThread thread = new();
        int again = thread.Here;
        thread.Load(0, static _ => Head, StepKind.LoadAcquire);
        thread.Do(static _ => { });
        thread.Load(1, static r => FirstTicket + (int)(r[0] % Capacity), StepKind.LoadAcquire);
        thread.Branch(r => r[1] != r[0] + 1 ? again : -1);
        if (isCompared)
        {
            thread.CompareExchange(1, static _ => Head, static r => r[0], static r => r[0] + 1);
            thread.Branch(r => r[1] != r[0] ? again : -1);
        }
        else
        {
            thread.Store(static _ => Head, static r => r[0] + 1, StepKind.StoreRelease);
        }

        thread.Load(4, static r => FirstItem + (int)(r[0] % Capacity));
        thread.Store(static r => FirstTicket + (int)(r[0] % Capacity), static r => r[0] + Capacity, take);
        thread.Do(static r => r[3] = (10 * r[3]) + r[4]);
        thread.Branch(r => ++r[2] < itemCount ? again : -1);
        Forget(thread);
        return thread;
    }

    // What no longer matters must not tell states apart.
    private static void Forget(ModelThread thread) => thread.Do(static r => r[0] = r[1] = r[4] = 0);
}
