using FeedHandler.Core.Events;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Sinks.Tests.Strategies;

public sealed class SpreadWatch : Strategy
{
    public override string Name => "spread-watch";

    public long WidestNano { get; private set; }

    private int _touched = -1;

    public override void OnBook(in BookView book, in MarketEvent change) => _touched = book.InstrumentIndex;

    // A match event is complete: books are consistent now, and only now.
    public override void OnEndOfEvent(in StrategyBooks books, in MarketEvent last)
    {
        if (_touched >= 0 && books[_touched].TryGetTop(out var bid, out var ask))
        {
            WidestNano = Math.Max(WidestNano, ask.PriceNano - bid.PriceNano);
        }
    }
}
