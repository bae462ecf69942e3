namespace FeedHandler.Concurrency.Models;

/// <summary>The steps of a modelled thread, written down one after the other.</summary>
internal sealed class ModelThread
{
    internal const int RegisterCount = 8;

    private readonly List<Step> _steps = [];

    internal IReadOnlyList<Step> Steps => _steps;

    /// <summary>The index of the step that is written down next.</summary>
    internal int Here => _steps.Count;

    /// <summary>Another thread, which must have ended or been killed before this one begins; -1 for none.</summary>
    internal int After { get; init; } = -1;

    /// <summary>Whether this thread may be killed at any moment.</summary>
    internal bool MayBeKilled { get; init; }

    internal void Load(int register, Func<long[], int> cell, StepKind kind = StepKind.Load) => _steps.Add(new Step(kind) { Register = register, Cell = cell });

    internal void Store(Func<long[], int> cell, Func<long[], long> value, StepKind kind = StepKind.Store) => _steps.Add(new Step(kind) { Cell = cell, Value = value });

    internal void Barrier(StepKind kind) => _steps.Add(new Step(kind));

    internal void CompareExchange(int register, Func<long[], int> cell, Func<long[], long> expected, Func<long[], long> value) =>
        _steps.Add(new Step(StepKind.CompareExchange) { Register = register, Cell = cell, Expected = expected, Value = value });

    /// <summary>Computes.</summary>
    internal void Do(Action<long[]> action) => Branch(registers =>
    {
        action(registers);
        return -1;
    });

    /// <summary>Goes to the step that is returned, or on when it is -1.</summary>
    internal void Branch(Func<long[], int> act) => _steps.Add(new Step(StepKind.Local) { Act = act });

    /// <summary>Ends the model with a violation unless a condition holds.</summary>
    internal void Check(Func<long[], bool> condition, string rule) => Do(registers =>
    {
        if (!condition(registers)) throw new ModelViolationException(rule);
    });
}
