using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>
/// Measures changes in turns with no change: every round has each of them once, every other round backwards, so that what else the machine does falls on all
/// alike.
/// </summary>
/// <param name="run">Measures once.</param>
/// <param name="commandOf">What to type to measure again.</param>
/// <param name="roundCount">Rounds.</param>
internal sealed class TrialRounds(Func<TuneChange, TrialResult> run, Func<TuneChange, string> commandOf, int roundCount)
{
    private const int FailureCountMax = 2;

    /// <summary>How many runs were made; read by whoever shows progress.</summary>
    public long RunCount => Interlocked.Read(ref _runCount);

    private long _runCount;

    /// <summary>Measures changes of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="changes">The changes, of that kind.</param>
    /// <returns>What was measured without a change, and a trial for each change.</returns>
    /// <exception cref="CommandException">Without a change nothing can be measured.</exception>
    public (TrialSide Current, IReadOnlyList<Trial> Trials) Measure(TrialKind kind, IReadOnlyList<TuneChange> changes)
    {
        TuneChange none = TuneChange.None(kind);
        List<Side> sides = [new(none), .. changes.Where(static change => change.Obstacle is null).Select(static change => new Side(change))];
        for (int round = 0; round < roundCount; round++)
        {
            foreach (Side side in round % 2 == 0 ? sides : sides.AsEnumerable().Reverse()) Run(side);
            if (sides[0].Runs.Count == 0) throw new CommandException($"nothing can be measured ({commandOf(none)}): {sides[0].Failure}");
        }

        TrialSide current = Of(sides[0]);
        return (current, [.. changes.Select(change => sides.Find(side => side.Change == change) is { Runs.Count: > 0 } side
            ? new Trial(change, current, Of(side), side.Failure ?? sides[0].Failure)
            : new Trial(change, null, null, change.Obstacle ?? sides.Find(side => side.Change == change)?.Failure))]);
    }

    // What failed twice is not tried again, but for what all others are compared with: on a machine that is busy a run may fail now and then.
    private void Run(Side side)
    {
        if (side.FailureCount >= FailureCountMax && side.Change.Name.Length > 0) return;
        TrialResult result = run(side.Change);
        Interlocked.Increment(ref _runCount);
        if (result.Failure is null) side.Runs.Add(result.Value);
        else (side.Failure, side.FailureCount) = (result.Failure, side.FailureCount + 1);
    }

    private TrialSide Of(Side side) => new(side.Runs, Trial.UnitOf(side.Change.Kind), commandOf(side.Change));

    private sealed class Side(TuneChange change)
    {
        public TuneChange Change => change;

        public List<double> Runs { get; } = [];

        public string? Failure { get; set; }

        public int FailureCount { get; set; }
    }
}
