using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Sinks.Tests.Strategies;

public sealed class MicropriceStrategyTests
{
    private InstrumentTable _instruments = null!;
    private StrategyRunner<MicropriceStrategy, NoStamps> _runner = null!;

    [SetUp]
    public void SetUp()
    {
        _instruments = new InstrumentTable(4);
        _runner = new StrategyRunner<MicropriceStrategy, NoStamps>(new MicropriceStrategy(0.5), [_instruments], default);
        Give(new MarketEvent { Kind = EventKind.Definition, Quantity = 7, Level = 10, Detail = 2 });
    }

    [TearDown]
    public void TearDown()
    {
        _runner.Dispose();
        _instruments.Dispose();
    }

    [Test]
    public void AHeavyBidIsABuySignalOnceWithTheMicropriceNearTheAsk()
    {
        Top(bidQuantity: 9, askQuantity: 1);
        Top(bidQuantity: 9, askQuantity: 1);
        Assert.That((_runner.Strategy.BuySignals, _runner.Strategy.SellSignals), Is.EqualTo((1, 0)));
        Assert.That(_runner.Strategy.LastMicropriceNano, Is.EqualTo(1090), "(1000 x 1 + 1100 x 9) / 10");
    }

    [Test]
    public void ABalanceBetweenTwoLeansMakesASecondSignal()
    {
        Top(9, 1);
        Top(5, 5);
        Top(9, 1);
        Top(1, 9);
        Assert.That((_runner.Strategy.BuySignals, _runner.Strategy.SellSignals), Is.EqualTo((2, 1)));
    }

    [Test]
    public void TradesAreCounted()
    {
        Give(new MarketEvent { Kind = EventKind.Trade, Action = BookAction.New, PriceNano = 5, Quantity = 3, RptSeq = 9 });
        Assert.That(_runner.Strategy.Trades, Is.EqualTo(1));
        Assert.That(_runner.Replicas[0].Books[0].LastPriceNano, Is.EqualTo(5));
    }

    [Test]
    public void StampsMeasureFromThePacketToTheCallback()
    {
        StageHistograms histograms = new StageHistograms("test");
        StageStamps<MonotonicClock> stamps = new StageStamps<MonotonicClock>(default, histograms);
        using StrategyRunner<MicropriceStrategy, StageStamps<MonotonicClock>> runner = new StrategyRunner<MicropriceStrategy, StageStamps<MonotonicClock>>(new MicropriceStrategy(), [_instruments], stamps);
        MarketEvent marketEvent = new MarketEvent { Kind = EventKind.EventEnd, InstrumentIndex = MarketEvent.NoInstrument, StampTicks = stamps.Now() };
        runner.OnEvent(ref marketEvent);
        IReadOnlyList<LatencyRow> rows = LatencyReport.Merge([histograms]).Stages;
        Assert.That(rows.Where(row => row.Count == 1).Select(row => row.Stage), Is.EquivalentTo(new[] { Stage.Consume, Stage.Strategy, Stage.EndToEnd }));
    }

    private void Top(long bidQuantity, long askQuantity)
    {
        Give(Level(BookSide.Bid, 1000, bidQuantity, EventFlags.None));
        Give(Level(BookSide.Ask, 1100, askQuantity, EventFlags.EndOfEvent));
    }

    private static MarketEvent Level(BookSide side, long priceNano, long quantity, EventFlags flags) => new()
    {
        Kind = EventKind.Book,
        Side = side,
        Action = BookAction.Overlay,
        Level = 1,
        PriceNano = priceNano,
        Quantity = quantity,
        Orders = 1,
        Flags = flags,
        RptSeq = 1,
    };

    private void Give(MarketEvent marketEvent) => _runner.OnEvent(ref marketEvent);
}
