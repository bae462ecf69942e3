using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;
using FeedHandler.Tests.Support;

namespace FeedHandler.Sinks.Tests.Strategies;

public sealed class ReadmeStrategyTests
{
    [Test]
    public void The_readme_shows_a_strategy_that_compiles_and_works()
    {
        var source = File.ReadAllText(Repository.PathOf("tests/Sinks.Tests/Strategies/SpreadWatch.cs"));
        var shown = source[source.IndexOf("public sealed class SpreadWatch", StringComparison.Ordinal)..].TrimEnd();
        Assert.That(File.ReadAllText(Repository.PathOf("README.md")), Does.Contain(shown));
    }

    [Test]
    public void It_sees_the_widest_spread_at_the_end_of_events_only()
    {
        using var instruments = new InstrumentTable(4);
        using var runner = new StrategyRunner<SpreadWatch, NoStamps>(new SpreadWatch(), [instruments], default);
        Give(runner, new MarketEvent { Kind = EventKind.Definition, Quantity = 7, Level = 10, Detail = 2, Side = BookSide.None });
        Give(runner, Level(BookSide.Bid, 100, EventFlags.None));
        Give(runner, Level(BookSide.Ask, 900, EventFlags.None));
        Assert.That(runner.Strategy.WidestNano, Is.Zero, "the event is not complete");
        Give(runner, Level(BookSide.Ask, 103, EventFlags.EndOfEvent));
        Assert.That(runner.Strategy.WidestNano, Is.EqualTo(3));
    }

    private static MarketEvent Level(BookSide side, long priceNano, EventFlags flags) => new()
    {
        Kind = EventKind.Book,
        Side = side,
        Action = BookAction.New,
        Level = 1,
        PriceNano = priceNano,
        Quantity = 1,
        Orders = 1,
        Flags = flags,
        RptSeq = 1,
    };

    private static void Give(StrategyRunner<SpreadWatch, NoStamps> runner, MarketEvent marketEvent) => runner.OnEvent(ref marketEvent);
}
