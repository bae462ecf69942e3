using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using Spectre.Console;

namespace FeedHandler.Host.Books;

/// <summary>
/// Draws a ladder as wide as the screen, of 60 to 120 columns: bids left, prices in the middle, asks right, the best nearest to the line between them.
/// </summary>
internal sealed class LadderView
{
    private const int OrdersColumns = 5;
    private const int QuantityColumns = 11;
    private const int PriceColumnsMin = 12;
    private const int GapColumns = 7;
    private const int ColumnCountMin = 60;
    private const int ColumnCountMax = 120;
    private const char Block = '\u2588';
    private readonly IAnsiConsole _console;
    private readonly int _columnCount;
    private readonly int _depth;
    private readonly bool _isByOrder;

    /// <summary>Draws to a terminal.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="depth">How many prices on each side.</param>
    /// <param name="isByOrder">Whether levels are those that orders make up, in the place of those that the venue tells.</param>
    public LadderView(Terminal terminal, int depth, bool isByOrder)
    {
        _isByOrder = isByOrder;
        _columnCount = Math.Clamp(terminal.Size().Columns, ColumnCountMin, ColumnCountMax);
        _depth = depth;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.IsColoured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.IsColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        _console.Profile.Width = _columnCount + 1;
    }

    /// <summary>Draws the ladder where it stands.</summary>
    /// <param name="ladder">The ladder.</param>
    /// <param name="isScreen">Whether to clear the screen first and to show the keys below.</param>
    public void Draw(Ladder ladder, bool isScreen)
    {
        if (isScreen) _console.Clear(home: true);
        InstrumentReport book = ladder.Book;
        foreach (string line in LadderHead.Lines(ladder, book)) Line(line);
        Line("");
        DrawRows(ladder, book);
        if (!isScreen) return;
        Line("");
        Line("space/right next   left back   n next trade   g go to event   home/end   q quit");
    }

    private void DrawRows(Ladder ladder, InstrumentReport book)
    {
        if (_isByOrder && book.Orders is { } orders)
            book = book with { Bids = orders.NumberedBids, Asks = orders.NumberedAsks, ImpliedBids = [], ImpliedAsks = [] };
        IReadOnlyList<LadderRow> asks = LadderRow.Of(book.Asks, book.ImpliedAsks, isBid: false, _depth);
        IReadOnlyList<LadderRow> bids = LadderRow.Of(book.Bids, book.ImpliedBids, isBid: true, _depth);
        LadderRow[] rows = [.. asks.Reverse(), .. bids];
        if (rows.Length == 0) Line("  no known levels");
        long quantityMax = rows.Select(static row => row.Quantity).Append(1).Max();
        int priceColumns = rows.Select(row => Price(row, book).Length + 2).Append(PriceColumnsMin).Max();
        int barColumns = Math.Max(0, (_columnCount - priceColumns - (2 * (OrdersColumns + QuantityColumns)) - GapColumns) / 2);
        for (int i = 0; i < rows.Length; i++)
        {
            if (i == asks.Count && i > 0) Line(new string('-', _columnCount));
            DrawRow(rows[i], book, IsChanged(ladder, rows[i]), (int)(rows[i].Quantity * (double)barColumns / quantityMax), (priceColumns, barColumns));
        }
    }

    private void DrawRow(LadderRow row, InstrumentReport book, bool isChanged, int barLength, (int Price, int Bar) columns)
    {
        string price = isChanged ? $"[{Price(row, book)}]" : Price(row, book);
        string middle = price.PadLeft((columns.Price + price.Length) / 2).PadRight(columns.Price);
        string bar = new(Block, barLength);
        string blank = new(' ', columns.Bar + OrdersColumns + QuantityColumns + 3);
        string line = row.IsBid
            ? $"{bar.PadLeft(columns.Bar)} {Orders(row),OrdersColumns} {Quantity(row),QuantityColumns} {middle}"
            : $"{blank}{middle} {Quantity(row),-QuantityColumns} {Orders(row),-OrdersColumns} {bar}";
        Style style = new(row.IsBid ? Color.Green : Color.Red, decoration: isChanged ? Decoration.Bold | Decoration.Invert : Decoration.None);
        _console.Write(new Text(line.TrimEnd(), style));
        _console.WriteLine();
    }

    private static bool IsChanged(Ladder ladder, LadderRow row)
    {
        if (ladder.Position == 0 || ladder.Last.Kind is not (EventKind.Book or EventKind.Trade) || ladder.Last.PriceNano != row.PriceNano) return false;
        BookSide side = ladder.Last.Side;
        return ladder.Last.Kind == EventKind.Trade || row.IsBid == (side is BookSide.Bid or BookSide.ImpliedBid);
    }

    private static string Price(LadderRow row, InstrumentReport book) => LadderHead.Price(row.PriceNano, book);

    private static string Quantity(LadderRow row) => (row.Direct, row.Implied) switch
    {
        ({ } direct, null) => LadderHead.Amount(direct.Quantity),
        (null, { } implied) => LadderHead.Amount(implied.Quantity) + "i",
        ({ } direct, { } implied) => $"{LadderHead.Amount(direct.Quantity)}+{LadderHead.Amount(implied.Quantity)}i",
        _ => "",
    };

    private static string Orders(LadderRow row) =>
        row.Direct is { Orders: not MarketEvent.NullOrders and var orders } ? orders.ToString(CultureInfo.InvariantCulture) : "";

    private void Line(string text)
    {
        _console.Write(new Text(text));
        _console.WriteLine();
    }
}
