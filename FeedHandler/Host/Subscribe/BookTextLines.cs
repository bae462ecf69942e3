using System.Globalization;
using FeedHandler.Client;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Subscribe;

/// <summary>Tells of books in lines for a person: time, instrument, best bid and ask, and how far that can be trusted.</summary>
internal sealed class BookTextLines(Terminal terminal) : IBookOutput
{
    /// <inheritdoc/>
    public long LineCount { get; private set; }

    /// <summary>What comes behind so many lines is left out.</summary>
    public long LineCountMax { get; init; }

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book) => Write("snapshot", book);

    /// <inheritdoc/>
    public void OnOrders(in SubscribedBook book) => Write("orders", book);

    /// <inheritdoc/>
    public void OnChange(in SubscribedBook book) => Write("book", book);

    /// <inheritdoc/>
    public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => Write(EventWords.Of(marketEvent.Kind), book);

    /// <inheritdoc/>
    public void OnDefinition(in SubscribedBook book) => Write("definition", book);

    /// <inheritdoc/>
    public void OnChannel(int channelId, in MarketEvent marketEvent, long sequence)
    {
        if (marketEvent.Kind != EventKind.EventEnd) Write($"{EventWords.Of(marketEvent.Kind)}  channel {channelId.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <inheritdoc/>
    public void OnLost(long lostCount) => Write(FormattableString.Invariant($"lost {lostCount} events: snapshots follow"));

    /// <inheritdoc/>
    public void OnRestart() => Write("the feed began again: snapshots follow");

    /// <inheritdoc/>
    public void Show(FollowedFeed feed)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(string what, in SubscribedBook book)
    {
        InstrumentReport report = BookReports.Of(book);
        string time = book.TransactTimeNs == 0 ? "-" : TimeText.Of((ulong)book.TransactTimeNs);
        Write($"{time}  {what,-10}  {report.Title}  {Side(report, report.Bids)} | {Side(report, report.Asks)}  {EventWords.Of(report.State)}");
    }

    private void Write(string line)
    {
        if (LineCount >= LineCountMax) return;
        terminal.Out.WriteLine(line);
        LineCount++;
    }

    private static string Side(InstrumentReport report, IReadOnlyList<Level> levels)
    {
        if (levels is not [var best, ..]) return "-";
        string quantity = best.Quantity == MarketEvent.NullQuantity ? "-" : best.Quantity.ToString(CultureInfo.InvariantCulture);
        return $"{quantity} x {DecimalText.OfDisplayed(best.PriceNano, report.DisplayFactorNano)}";
    }
}
