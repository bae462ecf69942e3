using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine;

/// <summary>A strategy of a feed, and where it runs.</summary>
public abstract class StrategySeat
{
    private protected StrategySeat(string name, int? core, WaitKind? wait, FullRing? fullRing) =>
        (Name, Core, Wait, FullRing) = (name, core, wait, fullRing);

    /// <summary>The strategy's name, which its thread and the report bear.</summary>
    public string Name { get; }

    /// <summary>The core that its thread stays on; null for any.</summary>
    public int? Core { get; }

    /// <summary>How it waits for events; null waits as the ring does.</summary>
    public WaitKind? Wait { get; }

    /// <summary>What happens when it is slow: the feed waits for it, or it is detached; null does as the feed's options say.</summary>
    public FullRing? FullRing { get; }

    /// <summary>Seats a strategy.</summary>
    /// <typeparam name="TStrategy">Its type: a struct is called directly, a class by its interface.</typeparam>
    /// <param name="strategy">The strategy. A struct is copied when the feed starts.</param>
    /// <param name="core">The core that its thread stays on; null for any.</param>
    /// <param name="wait">How it waits for events: busy, yielding or sleeping; null waits as the ring does.</param>
    /// <param name="fullRing">What happens when it is slow: the feed waits, or it is detached; null does as the feed's options say.</param>
    /// <exception cref="FeedException">Its name is empty, the wait is one of the whole ring, or it would miss events.</exception>
    public static StrategySeat Of<TStrategy>(TStrategy strategy, int? core = null, WaitKind? wait = null, FullRing? fullRing = null)
        where TStrategy : IStrategy => new Seat<TStrategy>(strategy, null, core, wait, fullRing);

    /// <summary>Seats a strategy of which each feed, and each pass of a warm-up, makes its own.</summary>
    /// <typeparam name="TStrategy">Its type: a struct is called directly, a class by its interface.</typeparam>
    /// <param name="create">Makes one, always of the same name.</param>
    /// <param name="core">The core that its thread stays on; null for any.</param>
    /// <param name="wait">How it waits for events: busy, yielding or sleeping; null waits as the ring does.</param>
    /// <param name="fullRing">What happens when it is slow: the feed waits, or it is detached; null does as the feed's options say.</param>
    /// <exception cref="FeedException">Its name is empty, the wait is one of the whole ring, or it would miss events.</exception>
    public static StrategySeat Of<TStrategy>(Func<TStrategy> create, int? core = null, WaitKind? wait = null, FullRing? fullRing = null)
        where TStrategy : IStrategy
    {
        ArgumentNullException.ThrowIfNull(create);
        return new Seat<TStrategy>(create(), create, core, wait, fullRing);
    }

    /// <summary>Refuses strategies that threads and reports could not tell apart.</summary>
    /// <param name="seats">The strategies of one feed.</param>
    /// <exception cref="FeedException">Two have one name.</exception>
    public static void RequireApart(IEnumerable<StrategySeat> seats)
    {
        if (seats.GroupBy(static seat => seat.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { } twice)
            throw new FeedException($"two strategies are called {twice.Key}: give each a name of its own, by which threads and reports tell them apart");
    }

    /// <summary>The same strategy on a core.</summary>
    /// <param name="core">The core.</param>
    public abstract StrategySeat On(int core);

    /// <summary>What runs in a warm-up in the strategy's place: another of it, where more can be made, on any core.</summary>
    internal abstract StrategySeat ForWarmUp();

    /// <summary>Makes what drives the strategy in one pipeline.</summary>
    internal abstract StrategyDriver CreateDriver<TStamps>(InstrumentTable[] instruments, PipelinePlan plan, StampSource<TStamps> stamps)
        where TStamps : struct, IStamps;

    private static string NameOf(IStrategy strategy, WaitKind? wait, FullRing? fullRing)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        if (string.IsNullOrWhiteSpace(strategy.Name))
            throw new FeedException($"strategy {strategy.GetType()}: its name is empty, give it letters, digits and dashes");
        if (fullRing is Engine.FullRing.Skip)
            throw new FeedException($"strategy {strategy.Name}: its books would be wrong after the events that it skips: take Wait or Detach");
        return wait is WaitKind.Spin or WaitKind.Blocking
            ? throw new FeedException($"strategy {strategy.Name}: {WaitKinds.NameOf(wait.Value)} is a wait of the whole ring: give it to Ring")
            : strategy.Name;
    }

    private sealed class Seat<TStrategy>(TStrategy strategy, Func<TStrategy>? create, int? core, WaitKind? wait, FullRing? fullRing)
        : StrategySeat(NameOf(strategy, wait, fullRing), core, wait, fullRing)
        where TStrategy : IStrategy
    {
        public override StrategySeat On(int core) => new Seat<TStrategy>(strategy, create, core, Wait, FullRing);

        internal override StrategySeat ForWarmUp() => create is null ? Of(new QuietStrategy(Name)) : Of(create());

        internal override StrategyDriver CreateDriver<TStamps>(InstrumentTable[] instruments, PipelinePlan plan, StampSource<TStamps> stamps) =>
            new StrategyDriver<TStrategy, TStamps>(
                this,
                new(
                    create is null ? strategy : create(), instruments, stamps.Create(Name, plan.Options.IsInline), plan.Source.Map.ChannelIds,
                    plan.Options.KeepsLevelOrigins),
                instruments);
    }
}

/// <summary>Does nothing: stands in a feed that was given no strategy, whose books and digest are then its, and in the place of one in a warm-up.</summary>
internal sealed class QuietStrategy(string name = "quiet") : Strategy
{
    /// <inheritdoc/>
    public override string Name => name;
}
