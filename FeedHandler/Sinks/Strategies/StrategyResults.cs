namespace FeedHandler.Sinks.Strategies;

/// <summary>One thing that a strategy says in the feed's report.</summary>
/// <param name="Name">Its name, in camel case as JSON members are.</param>
/// <param name="Value">A <see cref="long"/>, a <see cref="decimal"/> or a <see cref="string"/>.</param>
public readonly record struct StrategyResult(string Name, object Value);

/// <summary>What a strategy says in the feed's report, in the order in which it says it.</summary>
public sealed class StrategyResults
{
    /// <summary>The most that a strategy may say: a report is read by people.</summary>
    public const int CountMax = 1000;

    private readonly List<StrategyResult> _all = [];

    /// <summary>All of it.</summary>
    public IReadOnlyList<StrategyResult> All => _all;

    /// <summary>Says a whole number.</summary>
    /// <param name="name">Its name; one said before is replaced.</param>
    /// <param name="value">The number.</param>
    public void Add(string name, long value) => Put(name, value);

    /// <summary>Says a number.</summary>
    /// <param name="name">Its name; one said before is replaced.</param>
    /// <param name="value">The number.</param>
    public void Add(string name, decimal value) => Put(name, value);

    /// <summary>Says a text.</summary>
    /// <param name="name">Its name; one said before is replaced.</param>
    /// <param name="value">The text.</param>
    public void Add(string name, string value) => Put(name, value);

    private void Put(string name, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        int index = _all.FindIndex(result => result.Name == name);
        if (index >= 0) _all[index] = new StrategyResult(name, value);
        else if (_all.Count < CountMax) _all.Add(new StrategyResult(name, value));
        else throw new InvalidOperationException($"A strategy says at most {CountMax} things.");
    }
}
