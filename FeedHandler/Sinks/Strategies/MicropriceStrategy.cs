using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Strategies;

/// <summary>
/// A sample: watches the imbalance of the best bid and ask of every instrument and signals when the microprice leans far to one side. At the end of
/// each match event the microprice of a touched book is (bid x ask quantity + ask x bid quantity) / (bid quantity + ask quantity), and its lean
/// is (bid quantity - ask quantity) / (bid quantity + ask quantity), from -1 to 1.
/// </summary>
public sealed class MicropriceStrategy : Strategy
{
    private readonly double _leanMin;
    private readonly string _name;
    private int _instrumentCountMax;
    private sbyte[] _leaning = [];
    private int _touched = MarketEvent.NoInstrument;
    private int _touchedChannel;

    /// <summary>The sample, with what it takes for far.</summary>
    /// <param name="leanMin">How far the lean must go for a signal, above 0 and below 1.</param>
    /// <param name="name">Its name in reports.</param>
    public MicropriceStrategy(double leanMin = 0.8, string name = "microprice")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leanMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leanMin, 1.0);
        _leanMin = leanMin;
        _name = name;
    }

    /// <inheritdoc/>
    public override string Name => _name;

    /// <summary>How often a book began to lean to the bid.</summary>
    public long BuySignals { get; private set; }

    /// <summary>How often a book began to lean to the ask.</summary>
    public long SellSignals { get; private set; }

    /// <summary>How many trades were seen.</summary>
    public long Trades { get; private set; }

    /// <summary>The microprice when the last signal was given, in 1e-9.</summary>
    public long LastMicropriceNano { get; private set; }

    /// <inheritdoc/>
    public override void OnStart(in FeedShape shape)
    {
        _instrumentCountMax = shape.InstrumentCountMax;
        _leaning = new sbyte[shape.InstrumentCountMax * shape.ChannelCount];
    }

    /// <inheritdoc/>
    public override void OnBook(in BookView book, in MarketEvent change) => (_touchedChannel, _touched) = (book.Channel, book.InstrumentIndex);

    /// <inheritdoc/>
    public override void OnTrade(in BookView book, in MarketEvent trade) => Trades++;

    /// <inheritdoc/>
    public override void OnEndOfEvent(in StrategyBooks books, in MarketEvent last)
    {
        if (_touched == MarketEvent.NoInstrument || _touchedChannel != books.Channel) return;
        if (books[_touched].TryGetTop(out Level bid, out Level ask)) Judge((books.Channel * _instrumentCountMax) + _touched, bid, ask);
        _touched = MarketEvent.NoInstrument;
    }

    /// <inheritdoc/>
    public override void Report(StrategyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        results.Add("buySignals", BuySignals);
        results.Add("sellSignals", SellSignals);
        results.Add("trades", Trades);
    }

    private void Judge(int instrumentIndex, in Level bid, in Level ask)
    {
        if (bid.Quantity <= 0 || ask.Quantity <= 0 || bid.PriceNano >= ask.PriceNano) return;
        double lean = ((double)bid.Quantity - ask.Quantity) / ((double)bid.Quantity + ask.Quantity);
        sbyte side = (sbyte)(lean >= _leanMin ? 1 : lean <= -_leanMin ? -1 : 0);
        if (side == _leaning[instrumentIndex]) return;
        _leaning[instrumentIndex] = side;
        if (side == 0) return;
        LastMicropriceNano = bid.PriceNano + (long)((ask.PriceNano - bid.PriceNano) * ((lean + 1) / 2));
        if (side > 0) BuySignals++;
        else SellSignals++;
    }
}
