using System.Globalization;
using System.Text;
using System.Text.Json;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Engine;
using FeedHandler.Sinks.Strategies;

namespace Samples;

/// <summary>Tells at the end what it has of each instrument, as `simulate --serve --truth` writes it, so that the two can be compared.</summary>
public sealed class LastBooks : Strategy
{
    private static readonly StatisticKind[] OfSession =
    [
        StatisticKind.Open, StatisticKind.IndicativeOpen, StatisticKind.SessionHigh, StatisticKind.SessionLow, StatisticKind.HighestBid,
        StatisticKind.LowestOffer, StatisticKind.Vwap,
    ];

    private readonly Dictionary<int, SortedDictionary<StatisticKind, object>> _statistics = [];
    private StrategyBooks? _books;

    /// <inheritdoc/>
    public override string Name => "last-books";

    /// <inheritdoc/>
    public override void OnStatistic(in BookView book, in MarketEvent statistic)
    {
        SortedDictionary<StatisticKind, object> known = Statistics(book.InstrumentIndex);
        bool isContracts = statistic.Statistic is StatisticKind.ClearedVolume or StatisticKind.OpenInterest;
        bool isEmpty = isContracts ? statistic.Quantity == MarketEvent.NullQuantity : statistic.PriceNano == MarketEvent.NullPrice;
        if (isEmpty || statistic.Action == BookAction.Delete) known.Remove(statistic.Statistic);
        else known[statistic.Statistic] = isContracts ? statistic.Quantity : PriceOf(statistic.PriceNano);
    }

    /// <inheritdoc/>
    public override void OnStatus(in BookView book, in MarketEvent status)
    {
        if (((StatusChange)status.Action & StatusChange.ResetStatistics) == 0) return;
        foreach (StatisticKind kind in OfSession) Statistics(book.InstrumentIndex).Remove(kind);
    }

    /// <inheritdoc/>
    public override void OnDefinition(in BookView book, in MarketEvent definition)
    {
        if ((definition.Flags & EventFlags.Deleted) != 0) _statistics.Remove(book.InstrumentIndex);
    }

    /// <inheritdoc/>
    public override void OnGap(in MarketEvent gap)
    {
        if (gap.Kind is EventKind.ChannelReset or EventKind.BookClear) _statistics.Clear();
    }

    /// <inheritdoc/>
    public override void OnEndOfEvent(in StrategyBooks books, in MarketEvent last) => _books = books;

    /// <inheritdoc/>
    public override void Report(StrategyResults results)
    {
        if (_books is not { } books) return;
        for (int index = 0; index < books.Count; index++)
        {
            using MemoryStream bytes = new();
            using (Utf8JsonWriter writer = new(bytes)) Write(writer, books[index]);
            results.Add("of" + books[index].SecurityId.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetString(bytes.ToArray()));
        }
    }

    private SortedDictionary<StatisticKind, object> Statistics(int index)
    {
        if (!_statistics.TryGetValue(index, out SortedDictionary<StatisticKind, object>? known)) _statistics[index] = known = [];
        return known;
    }

    private void Write(Utf8JsonWriter writer, in BookView book)
    {
        ref readonly InstrumentBook levels = ref book.Book;
        writer.WriteStartObject();
        writer.WriteNumber("securityId", book.SecurityId);
        writer.WriteString("symbol", book.Symbol);
        writer.WriteBoolean("deleted", book.Definition.IsDeleted);
        Write(writer, "status", levels.StatusCode == InstrumentBook.UntoldStatusCode ? null : levels.StatusCode);
        writer.WriteNumber("rptSeq", levels.RptSeq);
        Write(writer, "volume", levels.Volume == MarketEvent.NullQuantity ? null : levels.Volume);
        foreach ((BookSide side, string name) in (ReadOnlySpan<(BookSide, string)>)
            [(BookSide.Bid, "bids"), (BookSide.Ask, "asks"), (BookSide.ImpliedBid, "impliedBids"), (BookSide.ImpliedAsk, "impliedAsks")])
            WriteLevels(writer, name, levels, side);
        writer.WriteStartObject("orders");
        if (book.Orders.AreKept) WriteOrders(writer, "bids", book.Orders, BookSide.Bid);
        if (book.Orders.AreKept) WriteOrders(writer, "asks", book.Orders, BookSide.Ask);
        writer.WriteEndObject();
        writer.WriteStartObject("statistics");
        foreach ((StatisticKind kind, object value) in Statistics(book.InstrumentIndex))
        {
            if (value is long contracts) writer.WriteNumber(EventWords.Of(kind), contracts);
            else writer.WriteString(EventWords.Of(kind), (string)value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteLevels(Utf8JsonWriter writer, string name, in InstrumentBook book, BookSide side)
    {
        Level[] levels = new Level[InstrumentBook.DirectDepthMax];
        writer.WriteStartArray(name);
        foreach (Level level in levels.AsSpan(0, book.CopyLevels(side, levels)))
        {
            writer.WriteStartObject();
            writer.WriteString("price", PriceOf(level.PriceNano));
            writer.WriteNumber("quantity", level.Quantity);
            if (side is BookSide.Bid or BookSide.Ask) writer.WriteNumber("orders", level.Orders);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOrders(Utf8JsonWriter writer, string name, in OrdersView orders, BookSide side)
    {
        writer.WriteStartArray(name);
        foreach (OrderLevel level in orders.Levels(side))
        {
            foreach (RestingOrder order in orders.At(side, level.PriceNano))
            {
                writer.WriteStartObject();
                writer.WriteString("id", order.Id.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("priority", order.Priority.ToString(CultureInfo.InvariantCulture));
                writer.WriteString("price", PriceOf(order.PriceNano));
                writer.WriteNumber("quantity", order.Quantity);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private static string PriceOf(long nano) => (nano / 1e9m).ToString(CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
