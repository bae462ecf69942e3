using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Diff.Output;

/// <summary>One field of two events.</summary>
/// <param name="Name">Its name, that of the member in a line of `--events` where there is one.</param>
/// <param name="A">A's value; empty where A has none.</param>
/// <param name="B">B's value; empty where B has none.</param>
/// <param name="Differs">Whether they are not the same.</param>
internal sealed record FieldPair(string Name, string A, string B, bool Differs);

/// <summary>The fields of events in words: whatever is compared, and nothing else.</summary>
internal static class EventFields
{
    /// <summary>The fields of both events of a difference, in the order of A's, B's own behind.</summary>
    public static IReadOnlyList<FieldPair> Pairs(Difference difference)
    {
        bool areLines = difference.A is { IsLine: true } || difference.B is { IsLine: true };
        List<(string Name, string Value)> a = Of(difference.A, areLines);
        List<(string Name, string Value)> b = Of(difference.B, areLines);
        bool areBoth = difference is { A: not null, B: not null };
        string[] names = [.. a.Select(static field => field.Name).Union(b.Select(static field => field.Name), StringComparer.Ordinal)];
        return [.. names.Select(name => Pair(name, ValueOf(a, name), ValueOf(b, name), areBoth))];
    }

    // A symbol that one side does not tell is no difference.
    private static FieldPair Pair(string name, string a, string b, bool areBoth)
    {
        bool isUntold = name == "symbol" && (a.Length == 0 || b.Length == 0);
        return new FieldPair(name, a, b, areBoth && !isUntold && a != b);
    }

    private static string ValueOf(List<(string Name, string Value)> fields, string name) => fields.Find(field => field.Name == name).Value ?? "";

    private static List<(string Name, string Value)> Of(DiffEvent? due, bool areLines)
    {
        List<(string Name, string Value)> fields = [];
        if (due is not { } one) return fields;
        MarketEvent told = areLines ? LineForm.Of(one.Event) : one.Event;
        Add(fields, "kind", EventWords.Of(told.Kind));
        if (one.SecurityId is { } id) Add(fields, "securityId", id);
        if (one.Symbol is { } symbol) Add(fields, "symbol", symbol);
        AddFields(fields, told);
        Add(fields, "transactTimeNs", ((ulong)told.TransactTimeNs).ToString(CultureInfo.InvariantCulture));
        Add(fields, "seqNum", told.SeqNum);
        if (told.RptSeq != 0) Add(fields, "rptSeq", told.RptSeq);
        foreach (EventFlags flag in Enum.GetValues<EventFlags>().Where(flag => flag != EventFlags.None && (told.Flags & flag) != 0))
            Add(fields, NameOf(flag), "true");
        return fields;
    }

    private static void AddFields(List<(string Name, string Value)> fields, in MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Definition:
                AddDefinition(fields, told);
                break;
            case EventKind.Status:
                AddStatus(fields, told);
                break;
            case EventKind.TradeOrder:
                Add(fields, "orderId", told.OrderId.ToString(CultureInfo.InvariantCulture));
                AddAmounts(fields, told);
                break;
            case EventKind.Order:
                AddOrder(fields, told);
                break;
            default:
                AddUpdate(fields, told);
                break;
        }
    }

    private static void AddOrder(List<(string Name, string Value)> fields, in MarketEvent told)
    {
        Add(fields, "action", EventWords.Of(told.Action));
        Add(fields, "side", EventWords.Of(told.Side));
        Add(fields, "orderId", told.OrderId.ToString(CultureInfo.InvariantCulture));
        Add(fields, "priority", told.Priority.ToString(CultureInfo.InvariantCulture));
        AddAmounts(fields, told);
    }

    private static void AddUpdate(List<(string Name, string Value)> fields, in MarketEvent told)
    {
        bool isUpdate = told.Kind is EventKind.Book or EventKind.Trade or EventKind.MarketBest;
        if (isUpdate || told.Kind == EventKind.Statistic || told.Action != default) Add(fields, "action", EventWords.Of(told.Action));
        if (told.Kind == EventKind.Statistic) Add(fields, "statistic", EventWords.Of(told.Statistic));
        else if (isUpdate || told.Side != default) Add(fields, told.Kind == EventKind.Trade ? "aggressor" : "side", EventWords.Of(told.Side));
        if (told.Level != 0) Add(fields, "level", told.Level);
        AddAmounts(fields, told);
        if (told.Orders is not (0 or MarketEvent.NullOrders) || told.Kind is EventKind.Book or EventKind.Trade)
            Add(fields, "orders", Number(told.Orders, MarketEvent.NullOrders));
        if (told.Detail != 0) Add(fields, "code", told.Detail);
        if (told.Status != default) Add(fields, "tradingStatus", StatusWords.Of(told.Status));
    }

    private static void AddDefinition(List<(string Name, string Value)> fields, in MarketEvent told)
    {
        Add(fields, "depth", told.Level);
        Add(fields, "impliedDepth", told.Detail);
        Add(fields, "tradingStatus", StatusWords.Of(told.Status));
        Add(fields, "status", told.Orders == InstrumentBook.UntoldStatusCode ? "not told" : Number(told.Orders, MarketEvent.NullOrders));
    }

    private static void AddStatus(List<(string Name, string Value)> fields, in MarketEvent told)
    {
        StatusChange change = (StatusChange)told.Action;
        Add(fields, "tradingStatus", (change & StatusChange.KeepsStatus) != 0 ? "as it was" : StatusWords.Of(told.Status));
        Add(fields, "status", told.Detail);
        Add(fields, "tradingEvent", told.Orders);
        Add(fields, "reason", Number(told.Quantity, MarketEvent.NullQuantity));
        foreach (StatusChange effect in Enum.GetValues<StatusChange>().Where(effect => effect > StatusChange.KeepsStatus && (change & effect) != 0))
            Add(fields, NameOf(effect), "true");
    }

    private static void AddAmounts(List<(string Name, string Value)> fields, in MarketEvent told)
    {
        bool hasPrice = told.Kind is EventKind.Book or EventKind.Trade or EventKind.MarketBest or EventKind.TradeOrder or EventKind.Order
            or EventKind.Statistic or EventKind.LastTrade;
        if (hasPrice) Add(fields, "price", told.PriceNano == MarketEvent.NullPrice ? "none" : DecimalText.OfNano(told.PriceNano));
        if (hasPrice || told.Kind is EventKind.Volume or EventKind.Gap) Add(fields, "quantity", Number(told.Quantity, MarketEvent.NullQuantity));
    }

    private static string Number(long value, long none) => value == none ? "none" : value.ToString(CultureInfo.InvariantCulture);

    private static string NameOf<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void Add(List<(string Name, string Value)> fields, string name, long value) =>
        Add(fields, name, value.ToString(CultureInfo.InvariantCulture));

    private static void Add(List<(string Name, string Value)> fields, string name, string value) => fields.Add((name, value));
}
