using System.Numerics;
using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>Which scenarios are tried.</summary>
/// <param name="FaultsMax">How many copies may meet another fate than to arrive.</param>
/// <param name="Fates">Those fates.</param>
/// <param name="ForgedMax">How many of them may be forged.</param>
/// <param name="HasClock">Whether the clock steps before each arrival in turn.</param>
/// <param name="HasDrains">Whether every buffer is empty after each arrival in turn.</param>
internal sealed record ModelScope(int FaultsMax, Fate[] Fates, int ForgedMax = 0, bool HasClock = false, bool HasDrains = false);

/// <summary>Tries every scenario of a shape within a scope, and keeps the shortest one that breaks each rule.</summary>
internal sealed class ModelSearch(ModelShape shape, ArbitrationOptions options, ModelScope scope) : IDisposable
{
    private const int BrokenMax = 1000; // scenarios that break a rule; then it is known well enough
    private readonly ModelScenario _scenario = new(shape);
    private readonly ModelRun _run = new(shape, options);

    /// <summary>The shortest scenario of each rule that is broken.</summary>
    public Dictionary<string, (int Count, string Text)> Broken { get; } = [];

    public long RunCount { get; private set; }

    public int BrokenCount { get; private set; }

    public long StateCount => _run.StateCount;

    public void TryAll() => TryFates(0, scope.FaultsMax, scope.ForgedMax);

    public void Dispose() => _run.Dispose();

    private void TryFates(int copy, int faultsLeft, int forgedLeft)
    {
        if (copy == 2 * shape.Count)
        {
            TryMerges();
            return;
        }

        ref Fate fate = ref _scenario.Fates[copy % 2][copy / 2];
        fate = Fate.Arrives;
        TryFates(copy + 1, faultsLeft, forgedLeft);
        if (faultsLeft == 0) return;
        foreach (Fate other in scope.Fates)
        {
            bool isForged = other >= Fate.NumberAhead;
            if (isForged && (forgedLeft == 0 || copy / 2 >= shape.Count1)) continue;
            fate = other;
            TryFates(copy + 1, faultsLeft - 1, forgedLeft - (isForged ? 1 : 0));
        }

        fate = Fate.Arrives;
    }

    // A mask of as many ones as line B has copies, and the next higher one of as many.
    private void TryMerges()
    {
        _scenario.BuildLines();
        (int count, int ones) = (_scenario.CountOf(0) + _scenario.CountOf(1), _scenario.CountOf(1));
        if (count == 0) return;
        for (ulong mask = (1UL << ones) - 1; mask < 1UL << count; mask = Next(mask))
        {
            _scenario.Merge((uint)mask);
            TryTimes();
            if (mask == 0) break;
        }
    }

    private static ulong Next(ulong mask)
    {
        ulong lowest = mask & (~mask + 1);
        ulong ripple = mask + lowest;
        return ripple | (((mask ^ ripple) >> 2) >> BitOperations.TrailingZeroCount(lowest));
    }

    private void TryTimes()
    {
        (_scenario.ClockStep, _scenario.DrainStep) = (-1, -1);
        Try();
        for (int step = 1; scope.HasClock && step < _scenario.Count; step++)
        {
            _scenario.ClockStep = step;
            Try();
        }

        _scenario.ClockStep = -1;
        for (int step = 0; scope.HasDrains && step < _scenario.Count; step++)
        {
            _scenario.DrainStep = step;
            Try();
        }
    }

    private void Try()
    {
        if (BrokenCount >= BrokenMax) return;
        RunCount++;
        string? rule = _run.Run(_scenario);
        if (rule is null) return;
        BrokenCount++;
        int faultCount = _scenario.Fates.Sum(static line => line.Count(static fate => fate != Fate.Arrives));
        int size = (100 * _scenario.Count) + faultCount + (_scenario.ClockStep < 0 ? 0 : 10);
        if (!Broken.TryGetValue(rule, out (int Count, string Text) found) || size < found.Count) Broken[rule] = (size, _scenario.ToString());
    }
}
