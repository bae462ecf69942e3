namespace FeedHandler.Concurrency.Models;

/// <summary>
/// Threads over a few cells of memory, and every order in which their steps can take effect: all interleavings, and within each thread
/// all reorderings that the memory model allows. Each state is visited once.
/// </summary>
/// <param name="initial">The cells at the start.</param>
/// <param name="threads">The threads.</param>
/// <param name="final">What must hold when all have ended, of the cells and the registers of each thread.</param>
internal sealed class Model(long[] initial, ModelThread[] threads, Func<long[], long[][], bool> final)
{
    private const int ThreadStateCount = 2 + ModelThread.RegisterCount;

    private readonly HashSet<long[]> _seen = new(new StateComparer());
    private readonly Stack<long[]> _open = new();

    internal int StateCount => _seen.Count;

    internal int EndCount { get; private set; }

    /// <summary>Explores everything.</summary>
    /// <returns>The rule that was broken first; null when none can be.</returns>
    internal string? Explore()
    {
        try
        {
            Visit([.. initial, .. new long[threads.Length * ThreadStateCount]]);
            while (_open.TryPop(out long[]? state)) Continue(state);
            return EndCount == 0 ? "no thread order ends" : null;
        }
        catch (ModelViolationException violation)
        {
            return violation.Message;
        }
    }

    private static Span<long> ThreadState(long[] state, int cellCount, int thread) => state.AsSpan(cellCount + (thread * ThreadStateCount), ThreadStateCount);

    private void Continue(long[] state)
    {
        bool isEnd = true;
        for (int i = 0; i < threads.Length; i++)
        {
            if (HasEnded(state, i)) continue;
            isEnd = false;
            if (threads[i].After >= 0 && !HasEnded(state, threads[i].After)) continue;
            Advance(state, i);
            if (threads[i].MayBeKilled) Kill(state, i);
        }

        if (!isEnd) return;
        EndCount++;
        long[][] registers = [.. Enumerable.Range(0, threads.Length).Select(i => ThreadState(state, initial.Length, i)[2..].ToArray())];
        if (!final(state[..initial.Length], registers)) throw new ModelViolationException("what must hold at the end does not");
    }

    private bool HasEnded(long[] state, int thread) => ThreadState(state, initial.Length, thread)[0] == threads[thread].Steps.Count;

    // What the thread had done stays done, in whatever order it was done; the rest is never done.
    private void Kill(long[] state, int thread)
    {
        long[] next = [.. state];
        Span<long> own = ThreadState(next, initial.Length, thread);
        own.Clear();
        own[0] = threads[thread].Steps.Count;
        Visit(next);
    }

    private void Advance(long[] state, int thread)
    {
        IReadOnlyList<Step> steps = threads[thread].Steps;
        Span<long> own = ThreadState(state, initial.Length, thread);
        int first = (int)own[0];
        long doneMask = own[1];
        long[] registers = own[2..].ToArray();
        for (int offset = 0; first + offset < steps.Count && offset < 60; offset++)
        {
            Step step = steps[first + offset];
            bool isDone = (doneMask >> offset & 1) != 0;
            if (!isDone && MayGoFirst(steps, first, offset, doneMask, registers)) Execute(state, thread, offset);
            if (step.IsInOrder) return;
        }
    }

    private static bool MayGoFirst(IReadOnlyList<Step> steps, int first, int offset, long doneMask, long[] registers)
    {
        for (int earlier = 0; earlier < offset; earlier++)
        {
            bool isDone = (doneMask >> earlier & 1) != 0;
            if (!isDone && !steps[first + earlier].MayBePassedBy(steps[first + offset], registers)) return false;
        }

        return true;
    }

    private void Execute(long[] state, int thread, int offset)
    {
        long[] next = [.. state];
        Span<long> own = ThreadState(next, initial.Length, thread);
        Step step = threads[thread].Steps[(int)own[0] + offset];
        long[] registers = own[2..].ToArray();
        int target = Apply(step, next, registers);
        registers.CopyTo(own[2..]);
        own[1] |= 1L << offset;
        if (target >= 0)
        {
            own[0] = target;
            own[1] = 0;
        }

        for (; (own[1] & 1) != 0; own[1] >>= 1) own[0]++;
        Visit(next);
    }

    private static int Apply(Step step, long[] cells, long[] registers)
    {
        int cell = step.Cell(registers);
        if (step.IsLoad) registers[step.Register] = cells[cell];
        if (step.IsStore) cells[cell] = step.Value(registers);
        if (step.Kind == StepKind.Local) return step.Act(registers);
        if (step.Kind != StepKind.CompareExchange) return -1;
        long value = step.Value(registers);
        long expected = step.Expected(registers);
        registers[step.Register] = cells[cell];
        if (cells[cell] == expected) cells[cell] = value;
        return -1;
    }

    private void Visit(long[] state)
    {
        if (_seen.Add(state)) _open.Push(state);
    }

    private sealed class StateComparer : IEqualityComparer<long[]>
    {
        public bool Equals(long[]? x, long[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(long[] state)
        {
            HashCode hash = default;
            foreach (long value in state) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
