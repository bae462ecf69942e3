using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Diff.Output;

/// <summary>The first difference for a person: where it is, both events field by field, and the books around it.</summary>
/// <param name="line">Takes each line.</param>
/// <param name="report">What was found.</param>
internal sealed class DifferenceText(Action<string> line, DiffReport report)
{
    private const int ColumnsMax = 80;
    private const int NameColumns = 18;
    private const int ValueColumns = (ColumnsMax - NameColumns - 4) / 2;
    private const string None = "-";

    /// <summary>Writes all of it.</summary>
    public void Write(Difference first)
    {
        line($"first difference: {Words(first)}");
        string symbol = first.SecurityId is null ? "" : report.SymbolOf(first.ChannelId, first.SecurityId);
        line(Text($"channel {first.ChannelId}, {NameOf(symbol, first.SecurityId)}"));
        line("");
        WritePlaces(first);
        line("");
        foreach (FieldPair field in EventFields.Pairs(first)) Row(field.Name, (Shown(first.A, field.A), Shown(first.B, field.B)), field.Differs);
        if (first.Books is { } books) WriteBooks(books);
    }

    /// <summary>An instrument for a person.</summary>
    public static string NameOf(string symbol, long? securityId) => securityId is not { } id ? "the whole channel"
        : symbol.Length > 0 ? Text($"{PlainText.Short(symbol)} ({id})") : Text($"#{id}");

    private static string Words(Difference first) => first switch
    {
        { A: null } => "A ends here, B goes on",
        { B: null } => "B ends here, A goes on",
        { Kind: DifferenceKind.Changed } => "one event, told differently",
        { Kind: DifferenceKind.OnlyInA } => "an event that B does not have",
        _ => "an event that A does not have",
    };

    private static string Shown(DiffEvent? due, string value) => due is null ? "" : value.Length > 0 ? value : None;

    private void WritePlaces(Difference first)
    {
        Row("", ("A", "B"), differs: false);
        Row("event", Both(first, (due, _) => due is { } one ? Text($"{one.Number:N0}") : "ends here"), differs: false);
        Row("packet", Both(first, static (due, _) => due?.Event.SeqNum.ToString(CultureInfo.InvariantCulture) ?? ""), differs: false);
        Row("sent", Both(first, static (due, side) => side.Packet is { } place ? TimeText.Of(place.SentNs) : due is null ? "" : "not known"), differs: false);
        Row("exchange time", Both(first, static (due, _) => TimeOf(due)), differs: false);
        Row("read at", Both(first, static (due, side) => PlaceOf(due, side)), differs: false);
        if (report.A.Packet is not null && report.A.Input.Paths.Count > 1) line($"  A's packet is in {report.A.Packet.Path}");
        if (report.B.Packet is not null && report.B.Input.Paths.Count > 1) line($"  B's packet is in {report.B.Packet.Path}");
    }

    private static string TimeOf(DiffEvent? due) => due is { Event.TransactTimeNs: not 0 and var time } ? TimeText.Of((ulong)time) : "";

    private static string PlaceOf(DiffEvent? due, SideReport side) => due switch
    {
        null => "",
        { IsLine: true, Line: var number } => Text($"line {number:N0}"),
        _ => side.Packet is { } place ? Text($"record {place.Record:N0}, line {place.Line}") : "not known",
    };

    private (string A, string B) Both(Difference first, Func<DiffEvent?, SideReport, string> text) => (text(first.A, report.A), text(first.B, report.B));

    private void WriteBooks(DifferenceBooks books)
    {
        line("");
        IReadOnlyList<string> beforeA = BookColumns.Of(books.BeforeA);
        bool areEqual = beforeA.SequenceEqual(BookColumns.Of(books.BeforeB), StringComparer.Ordinal);
        line(areEqual ? "book before, the same in A and B" : "books before");
        IEnumerable<string> before = areEqual ? beforeA.Select(static text => $"  {text}") : BookColumns.Beside(books.BeforeA, books.BeforeB, ColumnsMax);
        foreach (string text in before) line(text);
        line("");
        line("books after, each after the event above");
        foreach (string text in BookColumns.Beside(books.AfterA, books.AfterB, ColumnsMax)) line(text);
    }

    private void Row(string name, (string A, string B) values, bool differs) =>
        line($"{(differs ? "* " : "  ")}{name,-NameColumns}{Fit(values.A)}  {Fit(values.B)}".TrimEnd());

    private static string Fit(string value)
    {
        value = PlainText.Of(value);
        return value.Length <= ValueColumns ? value.PadRight(ValueColumns) : $"{value[..(ValueColumns - 3)]}...";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
