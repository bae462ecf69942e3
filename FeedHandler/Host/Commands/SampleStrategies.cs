using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Commands;

/// <summary>What consumes the events where nobody names a strategy: the sample, as often as asked.</summary>
internal static class SampleStrategies
{
    /// <summary>Seats them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cores">Their cores, the first for the first; those beyond the list run on any.</param>
    public static IReadOnlyList<StrategySeat> Seats(int count, IReadOnlyList<int> cores) => [.. Enumerable.Range(0, count).Select(index => StrategySeat.Of(
        () => new MicropriceStrategy(name: string.Create(CultureInfo.InvariantCulture, $"strategy-{index + 1}")),
        index < cores.Count ? cores[index] : null))];
}
