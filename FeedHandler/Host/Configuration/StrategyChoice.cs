using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Configuration;

/// <summary>The strategies of a command: those that are named, or so many of the sample.</summary>
internal sealed class StrategyChoice
{
    private readonly Option<string[]?> _strategy = new("--strategy")
    {
        Description = "Run this strategy of an assembly of yours, such as My.dll:SpreadWatch; several, each with its own --strategy",
        HelpName = "FILE.dll:TYPE",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the option to a command.</summary>
    public StrategyChoice(Command command) => command.Add(_strategy);

    /// <summary>How many were named; 0 takes the sample.</summary>
    public int CountOf(ParseResult parsed) => parsed.GetValue(_strategy)?.Length ?? 0;

    /// <summary>Seats the strategies.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <param name="sampleCount">How many of the sample, where none is named.</param>
    /// <param name="cores">Their cores, the first for the first; those beyond the list run on any.</param>
    /// <exception cref="CommandException">One cannot be loaded or made.</exception>
    public IReadOnlyList<StrategySeat> Seats(ParseResult parsed, Terminal terminal, int sampleCount, IReadOnlyList<int> cores)
    {
        if (parsed.GetValue(_strategy) is not { Length: > 0 } named) return SampleStrategies.Seats(sampleCount, cores);
        StrategySeat[] seats = [.. named.Select((name, index) =>
            SeatOf(ExtensionAssembly.Find<IStrategy>(_strategy.Name, name, terminal), index < cores.Count ? cores[index] : null))];
        StrategySeat.RequireApart(seats); // now, before an output is opened
        return seats;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "A type from outside is never trimmed.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Strategies from outside exist only where the runtime compiles.")]
    private StrategySeat SeatOf(Type type, int? core)
    {
        MethodInfo open = typeof(StrategyChoice).GetMethod(nameof(SeatOfOwnType), BindingFlags.NonPublic | BindingFlags.Static)!;
        return open.MakeGenericMethod(type).CreateDelegate<Func<string, Type, int?, StrategySeat>>()(_strategy.Name, type, core);
    }

    // Closed over the strategy's own type: a struct from outside is called directly too.
    private static StrategySeat SeatOfOwnType<TStrategy>(string option, Type type, int? core)
        where TStrategy : IStrategy => StrategySeat.Of(() => (TStrategy)ExtensionAssembly.Create(option, type), core);
}

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
