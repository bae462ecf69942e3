using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Sinks.Strategies;

namespace Samples;

/// <summary>Watches how wide the spread of any instrument ever was at the end of a match event.</summary>
public sealed class SpreadWatch : Strategy
{
    /// <inheritdoc/>
    public override string Name => "spread-watch";

    /// <summary>The widest spread so far, in 1e-9 of the wire's unit.</summary>
    public long WidestNano { get; private set; }

    private int _touched = -1;

    /// <inheritdoc/>
    public override void OnBook(in BookView book, in MarketEvent change) => _touched = book.InstrumentIndex;

    /// <inheritdoc/>
    // A match event is complete: books are consistent now, and only now.
    public override void OnEndOfEvent(in StrategyBooks books, in MarketEvent last)
    {
        if (_touched >= 0 && _touched < books.Count && books[_touched].TryGetTop(out Level bid, out Level ask))
        {
            WidestNano = Math.Max(WidestNano, ask.PriceNano - bid.PriceNano);
        }
    }

    /// <inheritdoc/>
    public override void Report(StrategyResults results) => results.Add("widestSpread", WidestNano / 1e9m);
}
