using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Simulation.Slow;

/// <summary>
/// Holds what the product claims of an instrument behind a packet against what the slow handler claims of it: where both claim, they must be equal; a book
/// that the slow one cannot know the product cannot either. What it claims less is counted.
/// </summary>
/// <param name="isStrict">Whether it is wrong that the product claims a book that the slow handler cannot know.</param>
internal sealed class SlowComparison(bool isStrict = true)
{
    private static readonly (StatisticKind Kind, SlowStatistic Slow)[] Kinds =
        [.. Enum.GetValues<SlowStatistic>().Select(static slow => (Enum.Parse<StatisticKind>(slow.ToString()), slow))];

    private static readonly (BookSide Side, char Type)[] Sides =
        [(BookSide.Bid, '0'), (BookSide.Ask, '1'), (BookSide.ImpliedBid, 'E'), (BookSide.ImpliedAsk, 'F')];

    /// <summary>Books of levels and of orders, and what is beside them.</summary>
    public SlowCounts Books { get; } = new();

    public SlowCounts Orders { get; } = new();

    public SlowCounts Session { get; } = new();

    public void Add(SlowComparison other)
    {
        Books.Add(other.Books);
        Orders.Add(other.Orders);
        Session.Add(other.Session);
    }

    /// <summary>What differs, or null.</summary>
    /// <param name="instruments">The product's instruments.</param>
    /// <param name="index">The instrument among them.</param>
    /// <param name="slow">What the slow handler knows of it.</param>
    /// <param name="isHidden">Whether nobody can tell that it is wrong.</param>
    public string? Compare(InstrumentTable instruments, int index, SlowInstrument? slow, bool isHidden)
    {
        ref InstrumentBook book = ref instruments.Books[index];
        return isHidden
            ? null
            : CompareLevels(book, slow) ?? CompareOrders(instruments.Orders, index, slow) ?? CompareSession(book, instruments.Statistics(index), slow);
    }

    private string? CompareLevels(in InstrumentBook book, SlowInstrument? slow)
    {
        bool isWhole = book.State == BookState.Whole;
        if (!isWhole && slow is { IsUntouched: true }) return null;
        if (!Books.Count(isWhole, slow is { IsWhole: true })) return isWhole && isStrict ? "is whole, and nobody can know" : null;
        foreach ((BookSide side, char type) in Sides)
        {
            for (int number = 1; number <= book.Depth(side); number++)
            {
                bool isThere = book.TryGetLevel(side, number, out Level level);
                SlowLevel? due = slow!.LevelAt(type, number);
                bool isSame = isThere ? due is not null && IsSame(level, due) : due is null;
                if (!isSame) return $"{side} {number} is {(isThere ? $"{level}" : "none")}, by the slow handler {due}";
            }
        }

        return null;
    }

    private static bool IsSame(in Level level, SlowLevel due) =>
        (level.PriceNano, level.Quantity, level.Orders) == (due.Price, due.Quantity ?? MarketEvent.NullQuantity, due.Orders ?? MarketEvent.NullOrders);

    private string? CompareOrders(ChannelOrders? orders, int index, SlowInstrument? slow)
    {
        if (orders is null) return null;
        bool isWhole = orders.StateOf(index) == OrderBookState.Whole;
        if (!Orders.Count(isWhole, slow?.Orders is not null)) return isWhole && isStrict ? "has whole orders, and nobody can know" : null;
        int count = 0;
        foreach (BookSide side in (ReadOnlySpan<BookSide>)[BookSide.Bid, BookSide.Ask])
        {
            foreach (OrderLevel level in orders.Books.Levels(index, side))
            {
                foreach (RestingOrder order in orders.Books.Orders(index, side, level.PriceNano))
                {
                    count++;
                    SlowOrder shown = new(side == BookSide.Bid ? '0' : '1', order.PriceNano, order.Quantity, order.Priority);
                    SlowOrder? due = slow!.Orders!.GetValueOrDefault(order.Id);
                    if (due != shown) return $"order {order.Id} is {shown}, by the slow handler {due}";
                }
            }
        }

        return count == slow!.Orders!.Count ? null : $"has {count} orders, by the slow handler {slow.Orders.Count}";
    }

    private string? CompareSession(in InstrumentBook book, in StatisticSet statistics, SlowInstrument? slow)
    {
        bool isStatusClaimed = book.StatusCode != InstrumentBook.UntoldStatusCode && (book.Doubts & BookDoubts.Status) == 0;
        if (Session.Count(isStatusClaimed, slow?.Status is not null) && book.StatusCode != slow!.Status)
            return $"has status {book.StatusCode}, by the slow handler {slow.Status}";
        bool isVolumeClaimed = book.Volume != MarketEvent.NullQuantity && (book.Doubts & BookDoubts.Volume) == 0;
        if (Session.Count(isVolumeClaimed, slow is { IsVolumeKnown: true, Volume: not null }) && book.Volume != slow!.Volume)
            return $"has volume {book.Volume}, by the slow handler {slow.Volume}";
        foreach ((StatisticKind kind, SlowStatistic own) in Kinds)
        {
            long? due = null;
            bool isKnown = slow is not null && slow.TryGetStatistic(own, out due) && due is not null;
            bool isClaimed = statistics[kind] != MarketEvent.NullPrice && !statistics.IsInDoubt(kind);
            if (Session.Count(isClaimed, isKnown) && statistics[kind] != due) return $"has {kind} {statistics[kind]}, by the slow handler {due}";
        }

        return null;
    }
}

/// <summary>How often both claimed something, one alone, or none.</summary>
internal sealed class SlowCounts
{
    public long Both { get; private set; }

    public long ProductAlone { get; private set; }

    public long SlowAlone { get; private set; }

    /// <returns>Whether both claim.</returns>
    public bool Count(bool isClaimed, bool isKnown)
    {
        if (isClaimed && isKnown) Both++;
        else if (isClaimed) ProductAlone++;
        else if (isKnown) SlowAlone++;
        return isClaimed && isKnown;
    }

    public void Add(SlowCounts other) => (Both, ProductAlone, SlowAlone) = (Both + other.Both, ProductAlone + other.ProductAlone, SlowAlone + other.SlowAlone);

    public override string ToString() => $"{Both} by both, {SlowAlone} by the slow one alone, {ProductAlone} by the product alone";
}
