using FeedHandler.Core.Books;

namespace FeedHandler.Venues.Cme;

/// <summary>
/// The trades of a match event whose orders are still to come. A trade summary that does not fit one message tells all its trades first, then all their
/// orders, in the order of the trades (CME MDP 3.0, "Trade Summary"). Where packets were lost inside it nobody knows whose an order is.
/// </summary>
internal sealed unsafe class PendingTrades
{
    private const int CountMax = 1024;
    private const ulong NoTime = 0;
    private readonly Pending[] _trades = new Pending[CountMax];
    private int _first;
    private int _count;
    private ulong _timeNs;
    private bool _isTorn = true; // until something shows that the feed was not joined in the midst of a summary

    /// <summary>Whether no trade waits for orders.</summary>
    public bool IsEmpty => _first == _count;

    /// <summary>Whether the summary may have begun in what was lost.</summary>
    public bool IsTorn => _isTorn;

    /// <summary>Begins a message of a trade summary.</summary>
    /// <param name="transactTimeNs">When the match event was made: it is the same in all its messages.</param>
    public void Begin(ulong transactTimeNs)
    {
        if (transactTimeNs == _timeNs) return;
        _isTorn &= _timeNs == NoTime; // the first summary after a loss may have begun in what was lost; the one behind it began later
        _timeNs = transactTimeNs;
        _first = _count = 0;
    }

    /// <summary>Ends the summary: its last message has come, or another match event has ended. What comes next has begun since.</summary>
    public void End()
    {
        _isTorn = false;
        _first = _count = 0;
    }

    /// <summary>Packets were lost, or the feed is joined anew.</summary>
    public void Tear()
    {
        _isTorn = true;
        _timeNs = NoTime;
        _first = _count = 0;
    }

    /// <summary>Keeps a trade whose orders come later.</summary>
    /// <param name="book">Its instrument's book; null when its orders are nobody's.</param>
    /// <param name="priceNano">Its price in 1e-9.</param>
    /// <param name="orderCount">How many orders are to come.</param>
    public void Add(InstrumentBook* book, long priceNano, int orderCount)
    {
        if (orderCount <= 0 || _isTorn) return;
        if (_count == CountMax) Tear();
        else _trades[_count++] = new Pending { Book = book, PriceNano = priceNano, OrdersLeft = orderCount };
    }

    /// <summary>Finds the trade of the next order.</summary>
    /// <param name="priceNano">Its price.</param>
    /// <returns>Its instrument's book, or null when nobody knows it.</returns>
    public InstrumentBook* Next(out long priceNano)
    {
        priceNano = 0;
        if (IsEmpty) return null;
        ref Pending trade = ref _trades[_first];
        if (--trade.OrdersLeft == 0) _first++;
        priceNano = trade.PriceNano;
        return trade.Book;
    }

    private struct Pending
    {
        public InstrumentBook* Book;
        public long PriceNano;
        public int OrdersLeft;
    }
}
