using System.Globalization;
using FeedHandler.Client;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Subscribe;

/// <summary>Draws subscribed books again and again in the same place: the levels of one, or a line for each of several in the order of their coming.</summary>
internal sealed class BookScreen(Terminal terminal) : IBookOutput
{
    /// <summary>How often it draws.</summary>
    public const int PeriodMs = 200;

    private const string Home = "\u001b[H\u001b[2J";
    private const int HeadRowCount = 3;
    private readonly Dictionary<(int Channel, int Index), InstrumentReport> _books = [];
    private readonly List<(int Channel, int Index)> _latest = [];
    private long _lostCount;
    private long _drawAt;

    /// <inheritdoc/>
    public long LineCount => 0;

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book) => Take(book);

    /// <inheritdoc/>
    public void OnChange(in SubscribedBook book) => Take(book);

    /// <inheritdoc/>
    public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => Take(book);

    /// <inheritdoc/>
    public void OnDefinition(in SubscribedBook book) => Take(book);

    /// <inheritdoc/>
    public void OnLost(long lostCount) => _lostCount += lostCount;

    /// <inheritdoc/>
    public void OnRestart()
    {
        _books.Clear();
        _latest.Clear();
    }

    /// <inheritdoc/>
    public void Show(FollowedFeed feed)
    {
        long now = Environment.TickCount64;
        if (now < _drawAt) return;
        _drawAt = now + PeriodMs;
        (int columns, int rows) = terminal.Size();
        using StringWriter text = new(CultureInfo.InvariantCulture);
        foreach (string line in Head(feed)) text.WriteLine(line.Length < columns ? line : line[..Math.Max(0, columns - 1)]);
        TextPage page = new(text, columns);
        if (_books.Count == 1) Levels(_books[_latest[0]]).Write(page);
        else Tops(rows - 1 - HeadRowCount, columns).Write(page);
        string[] lines = text.ToString().TrimEnd().Split(Environment.NewLine);
        terminal.Out.Write(Home + string.Join("\r\n", lines.Take(Math.Max(1, rows - 1))));
    }

    /// <inheritdoc/>
    public void Finish()
    {
        terminal.Out.WriteLine();
        _drawAt = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private IEnumerable<string> Head(FollowedFeed followed)
    {
        IBookFeed feed = followed.Feed;
        yield return FormattableString.Invariant($"lost {_lostCount}  {followed.Standing}");
        yield return FormattableString.Invariant($"{feed.Count} of {feed.InstrumentCount} instruments of {feed.Name}; Ctrl-C ends it");
        yield return "";
    }

    // A table that is folded has each line once in each block.
    private TextTable Tops(int lineCount, int columns)
    {
        TextTable table = Tops(lineCount - 1);
        int blockCount = table.BlockCount(columns);
        return blockCount == 1 ? table : Tops((lineCount / blockCount) - 1);
    }

    private TextTable Tops(int rowCount)
    {
        TextTable table = new("instrument", "bids", "bid", "ask", "asks", "last", "volume", "book", "status") { KeyColumnCount = 1 };
        foreach (InstrumentReport report in _latest.Take(Math.Max(1, rowCount)).Select(key => _books[key]))
        {
            (Level? bid, Level? ask) = (First(report.Bids), First(report.Asks));
            table.Add(
                report.Title, Amount(bid?.Quantity), Price(bid?.PriceNano, report), Price(ask?.PriceNano, report), Amount(ask?.Quantity),
                Price(report.LastPriceNano, report), Amount(report.Volume), EventWords.Of(report.State), StatusWords.Of(report.Status));
        }

        return table;
    }

    private static TextTable Levels(InstrumentReport report)
    {
        TextTable table = new("orders", "bids", "bid", "ask", "asks", "orders") { LeftColumnCount = 0, KeyColumnCount = 0 };
        for (int i = 0; i < Math.Max(report.Bids.Count, report.Asks.Count); i++)
        {
            (Level? bid, Level? ask) = (At(report.Bids, i), At(report.Asks, i));
            (string bidPrice, string askPrice) = (Price(bid?.PriceNano, report), Price(ask?.PriceNano, report));
            table.Add(Count(bid?.Orders), Amount(bid?.Quantity), bidPrice, askPrice, Amount(ask?.Quantity), Count(ask?.Orders));
        }

        table.Add("", "", report.Title, EventWords.Of(report.State), StatusWords.Of(report.Status), "");
        return table;
    }

    private void Take(in SubscribedBook book)
    {
        (int, int) key = (book.Instrument.Channel, book.Instrument.InstrumentIndex);
        if (!_books.ContainsKey(key)) _latest.Add(key);
        _books[key] = BookReports.Of(book);
    }

    private static Level? First(IReadOnlyList<Level> levels) => At(levels, 0);

    private static Level? At(IReadOnlyList<Level> levels, int index) => index < levels.Count ? levels[index] : null;

    private static string Price(long? priceNano, InstrumentReport report) =>
        priceNano is null or MarketEvent.NullPrice ? "-" : DecimalText.OfDisplayed(priceNano.Value, report.DisplayFactorNano);

    private static string Amount(long? quantity) =>
        quantity is null or MarketEvent.NullQuantity ? "-" : quantity.Value.ToString(CultureInfo.InvariantCulture);

    private static string Count(int? orders) => orders is null or MarketEvent.NullOrders ? "-" : orders.Value.ToString(CultureInfo.InvariantCulture);
}
