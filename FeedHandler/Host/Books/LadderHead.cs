using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Books;

/// <summary>What stands above a ladder: the instrument, the event and the session.</summary>
internal static class LadderHead
{
    private const int QueueMax = 5;

    /// <summary>The lines, at most 80 columns each.</summary>
    public static IEnumerable<string> Lines(Ladder ladder, InstrumentReport book)
    {
        string id = book.Symbol.Length > 0 ? Text($"{book.Title} ({book.SecurityId})") : Text($"#{book.SecurityId}");
        yield return Text($"{id}   {EventWords.Of(book.State)} book   event {ladder.Position:N0} of {ladder.Count:N0}");
        if (ladder.Position == 0)
        {
            yield return "before the first event";
            yield break;
        }

        MarketEvent last = ladder.Last;
        string time = last.TransactTimeNs == 0 ? "no exchange time" : TimeText.Of((ulong)last.TransactTimeNs) + " UTC";
        yield return Text($"{time}   seq {last.SeqNum}   rptSeq {Number(last.RptSeq)} (book {Number(book.RptSeq)})");
        yield return Describe(last, book);
        string trade = book.LastPriceNano == MarketEvent.NullPrice ? "none" : $"{Price(book.LastPriceNano, book)} x {Amount(book.LastQuantity)}";
        string status = StatusWords.Describe(book.Status, book.StatusCode, (book.Doubts & BookDoubts.Status) != 0);
        yield return $"last trade {trade}   volume {Amount(book.Volume)}   status {status}";
        if (book.Origins is { Count: > 0 } origins) yield return Origins([.. origins.Values], last.RxNs);
        if (book.Orders is { } orders)
        {
            yield return Text($"by order: {EventWords.Of(orders.State)}, {orders.Count:N0} orders; ")
                + $"best bid {Queue(ladder, BookSide.Bid)}, best ask {Queue(ladder, BookSide.Ask)}";
        }

        yield return book.DisplayFactorNano == 0
            ? "wire prices: no display factor was told"
            : $"display prices: wire x {DecimalText.OfNano(book.DisplayFactorNano)}";
    }

    /// <summary>A price as the exchange displays it, or the wire price when the factor is not known.</summary>
    public static string Price(long priceNano, InstrumentReport book) => DecimalText.OfDisplayed(priceNano, book.DisplayFactorNano);

    /// <summary>A quantity, or a dash when none was told.</summary>
    public static string Amount(long quantity) => quantity == MarketEvent.NullQuantity ? "-" : quantity.ToString(CultureInfo.InvariantCulture);

    // The quantities of the orders in their queue, as many as fit.
    private static string Queue(Ladder ladder, BookSide side)
    {
        string[] quantities = [.. ladder.Queue(side).Take(QueueMax + 1).Select(Amount)];
        if (quantities.Length == 0) return "none";
        return quantities.Length <= QueueMax ? string.Join(' ', quantities) : string.Join(' ', quantities.Take(QueueMax)) + " ...";
    }

    // How many levels came by what, and how long ago the oldest was stated.
    private static string Origins(LevelOrigin[] origins, long nowNs)
    {
        IEnumerable<string> counts = origins.GroupBy(static origin => origin.Source).OrderBy(static source => source.Key)
            .Select(static source => Text($"{source.Count()} {EventWords.Of(source.Key)}"));
        decimal oldestNs = nowNs - origins.Min(static origin => origin.RxNs);
        return Text($"levels by {string.Join(", ", counts)}; the oldest told {oldestNs / 1_000_000_000m:0.000} s before");
    }

    // Events that are no instrument's own have none.
    private static string Number(uint rptSeq) => rptSeq == 0 ? "none" : rptSeq.ToString(CultureInfo.InvariantCulture);

    private static string Describe(in MarketEvent marketEvent, InstrumentReport book)
    {
        string price = marketEvent.PriceNano == MarketEvent.NullPrice ? "" : " " + Price(marketEvent.PriceNano, book);
        return marketEvent.Kind switch
        {
            EventKind.Book => Text($"{EventWords.Of(marketEvent.Action)} {EventWords.Of(marketEvent.Side)} level {marketEvent.Level}:")
                + $"{price} x {Amount(marketEvent.Quantity)}",
            EventKind.Trade => $"trade:{price} x {Amount(marketEvent.Quantity)}, aggressor {EventWords.Of(marketEvent.Side)}",
            EventKind.Volume => $"volume: {Amount(marketEvent.Quantity)}",
            EventKind.Statistic => $"{EventWords.Of(marketEvent.Statistic)}:{price}",
            EventKind.Status => $"status: {StatusWords.Describe(marketEvent.Status, marketEvent.Detail, (marketEvent.Flags & EventFlags.InDoubt) != 0)}",
            EventKind.Gap => $"gap: {Amount(marketEvent.Quantity)} packets lost",
            _ => EventWords.Of(marketEvent.Kind),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
