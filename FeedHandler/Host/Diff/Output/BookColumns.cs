using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Diff.Output;

/// <summary>An instrument's book as lines of text: level by level, bids left and asks right, the direct ones and then the implied.</summary>
internal static class BookColumns
{
    private const string Unknown = "not known: nothing before told of it";
    private const string Middle = " | ";
    private const string Gap = "   ";
    private const int LevelColumns = 3;
    private const int BidColumnsMin = 3;
    private static readonly BookDoubts[] InLevels = [BookDoubts.Levels, BookDoubts.Implied, BookDoubts.Tail];

    /// <summary>The lines of a book.</summary>
    /// <param name="book">The book; null when it is not known.</param>
    public static IReadOnlyList<string> Of(InstrumentReport? book) => Of(book, BidColumns(book), StateRows(book));

    /// <summary>Two books beside each other where they fit, else one below the other. A line that differs is marked.</summary>
    /// <param name="bookA">A's book.</param>
    /// <param name="bookB">B's book.</param>
    /// <param name="columnsMax">How wide lines may be.</param>
    public static IEnumerable<string> Beside(InstrumentReport? bookA, InstrumentReport? bookB, int columnsMax)
    {
        int bidColumns = Math.Max(BidColumns(bookA), BidColumns(bookB));
        int stateRows = Math.Max(StateRows(bookA), StateRows(bookB));
        (IReadOnlyList<string> a, IReadOnlyList<string> b) = (Of(bookA, bidColumns, stateRows), Of(bookB, bidColumns, stateRows));
        int columns = a.Max(static line => line.Length);
        if (2 + columns + Gap.Length + b.Max(static line => line.Length) > columnsMax)
            return ["  A", .. Marked(a, b), "  B", .. Marked(b, a)];
        return new[] { $"  {"A".PadRight(columns)}{Gap}B" }.Concat(Enumerable.Range(0, Math.Max(a.Count, b.Count)).Select(row =>
            $"{Mark(At(a, row), At(b, row))}{At(a, row).PadRight(columns)}{Gap}{At(b, row)}".TrimEnd()));
    }

    private static List<string> Of(InstrumentReport? book, int bidColumns, int stateRows)
    {
        if (book is null) return [Unknown];
        List<string> lines = [$"{EventWords.Of(book.State)} book"];
        if (stateRows > 1) lines.Add(Doubts(book));
        Cell[] cells = [.. CellsOf(book)];
        string none = book.State == BookState.Whole ? "empty" : "no level is known";
        lines.Add(cells.Length == 0 ? none : $"{"",LevelColumns} {"bid".PadLeft(bidColumns)}{Middle}ask");
        lines.AddRange(cells.Select(cell => $"{cell.Level,LevelColumns} {cell.Bid.PadLeft(bidColumns)}{Middle}{cell.Ask}".TrimEnd()));
        return lines;
    }

    private static IEnumerable<string> Marked(IReadOnlyList<string> lines, IReadOnlyList<string> others) =>
        lines.Select((line, row) => Mark(line, At(others, row)) + line);

    private static string Mark(string line, string other) => line == other ? "  " : "* ";

    private static string At(IReadOnlyList<string> lines, int row) => row < lines.Count ? lines[row] : "";

    private static int BidColumns(InstrumentReport? book) =>
        book is null ? 0 : CellsOf(book).Select(static cell => cell.Bid.Length).Append(BidColumnsMin).Max();

    private static int StateRows(InstrumentReport? book) => book is not null && Doubts(book).Length > 0 ? 2 : 1;

    // Of doubts those in levels: nothing else is shown here.
    private static string Doubts(InstrumentReport book)
    {
        string[] doubts = [.. InLevels.Where(doubt => (book.Doubts & doubt) != 0).Select(EventWords.Of)];
        return doubts.Length > 0 ? $"in doubt: {string.Join(", ", doubts)}" : "";
    }

    private static IEnumerable<Cell> CellsOf(InstrumentReport book) =>
        [.. Cells(book.Bids, book.Asks, ""), .. Cells(book.ImpliedBids, book.ImpliedAsks, "i")];

    private static IEnumerable<Cell> Cells(IReadOnlyList<Level> bids, IReadOnlyList<Level> asks, string mark)
    {
        int depth = bids.Concat(asks).Select(static level => level.Number).DefaultIfEmpty(0).Max();
        return Enumerable.Range(1, depth).Select(number => new Cell(
            string.Create(CultureInfo.InvariantCulture, $"{number}{mark}"), Text(bids, number, isBid: true), Text(asks, number, isBid: false)));
    }

    private static string Text(IReadOnlyList<Level> levels, int number, bool isBid)
    {
        foreach (Level level in levels)
        {
            if (level.Number != number) continue;
            string quantity = level.Quantity == MarketEvent.NullQuantity ? "-" : level.Quantity.ToString(CultureInfo.InvariantCulture);
            string price = DecimalText.OfNano(level.PriceNano);
            return isBid ? $"{quantity} @ {price}" : $"{price} @ {quantity}";
        }

        return ""; // empty, or not known: the book's state tells
    }

    private readonly record struct Cell(string Level, string Bid, string Ask);
}
