namespace FeedHandler.Concurrency.Models;

/// <summary>
/// One step of a modelled thread. Its cell and its value are functions of the thread's registers, which only change at steps that are in
/// order: within a run of memory steps they are fixed, so nothing is reordered against a dependency.
/// </summary>
internal sealed record Step(StepKind Kind)
{
    internal Func<long[], int> Cell { get; init; } = static _ => -1;

    internal Func<long[], long> Value { get; init; } = static _ => 0;

    /// <summary>What a compare-exchange expects.</summary>
    internal Func<long[], long> Expected { get; init; } = static _ => 0;

    /// <summary>The register that takes what was read.</summary>
    internal int Register { get; init; }

    /// <summary>What a local step does; returns the next step, or -1 for the one behind it.</summary>
    internal Func<long[], int> Act { get; init; } = static _ => -1;

    internal bool IsLoad => Kind is StepKind.Load or StepKind.LoadAcquire;

    internal bool IsStore => Kind is StepKind.Store or StepKind.StoreRelease;

    internal bool IsInOrder => Kind is StepKind.CompareExchange or StepKind.Local;

    /// <summary>Whether a later step may take effect before this one, as the memory model of C# allows on the weakest machine.</summary>
    internal bool MayBePassedBy(Step later, long[] registers)
    {
        if (IsInOrder || later.IsInOrder) return false;
        if (Kind is StepKind.LoadAcquire or StepKind.ReadBarrier || later.Kind == StepKind.StoreRelease) return false;
        if (Kind == StepKind.WriteBarrier) return !later.IsStore;
        if (later.Kind == StepKind.ReadBarrier) return !IsLoad;
        if (later.Kind == StepKind.WriteBarrier) return !IsStore;
        return Cell(registers) != later.Cell(registers);
    }
}
