using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Reports;

/// <content>Instruments and their books.</content>
internal static partial class ReplayText
{
    private static void WriteInstruments(TextPage output, IReadOnlyList<InstrumentReport> instruments, int topCount)
    {
        output.WriteLine();
        string[] states = [.. EventWords.AllStates.Select(state => (State: state, Count: instruments.Count(instrument => instrument.State == state)))
            .Where(static pair => pair.Count > 0).Select(pair => Text($"{pair.Count:N0} {EventWords.Of(pair.State)}"))];
        int crossedCount = instruments.Count(static instrument => instrument.IsCrossed);
        int disorderedCount = instruments.Count(static instrument => instrument.IsDisordered);
        string disordered = disorderedCount == 0 ? "" : Text($"; {disorderedCount:N0} with a hole or out of order");
        string crossed = crossedCount == 0 ? "" : Text($"; {crossedCount:N0} crossed");
        if (instruments.Count == 0)
        {
            output.WriteLine("books    none");
            return;
        }

        string byOrder = ByOrder(instruments);
        output.WriteLine(Text($"books    {instruments.Count:N0}: {string.Join(", ", states)}{crossed}{disordered}{byOrder}; wire prices"));
        TextTable table = new("instrument", "state", "updates", "bid qty", "bid", "ask", "ask qty", "implied bid", "implied ask", "last", "volume", "status")
        {
            LeftColumnCount = 2,
        };
        bool isOfSeveral = instruments.Any(instrument => instrument.ChannelId != instruments[0].ChannelId);
        foreach (InstrumentReport instrument in instruments.Take(topCount)) AddBook(table, instrument, isOfSeveral);
        if (topCount > 0) table.Write(output);
        if (instruments.Count > topCount && topCount > 0) output.WriteLine(Text($"  the {topCount} with the most updates; --top N shows more"));
    }

    private static string ByOrder(IReadOnlyList<InstrumentReport> instruments)
    {
        string[] states = [.. Enum.GetValues<OrderBookState>().Reverse()
            .Select(state => (State: state, Count: instruments.Count(instrument => instrument.Orders?.State == state)))
            .Where(static pair => pair.Count > 0).Select(static pair => Text($"{pair.Count:N0} {EventWords.Of(pair.State)}"))];
        return states.Length == 0 ? "" : $"; by order {string.Join(", ", states)}";
    }

    private static void AddBook(TextTable table, InstrumentReport instrument, bool isOfSeveral) => table.Add(
        isOfSeveral ? Text($"{instrument.ChannelId}:{instrument.Title}") : instrument.Title,
        EventWords.Of(instrument.State),
        Number(instrument.Updates),
        Quantity(instrument.Bids),
        Price(instrument.Bids),
        Price(instrument.Asks),
        Quantity(instrument.Asks),
        Implied(instrument.ImpliedBids),
        Implied(instrument.ImpliedAsks),
        instrument.LastPriceNano == MarketEvent.NullPrice ? "-" : $"{DecimalText.OfNano(instrument.LastPriceNano)} x {Amount(instrument.LastQuantity)}",
        Amount(instrument.Volume),
        StatusWords.Describe(instrument.Status, instrument.StatusCode, (instrument.Doubts & BookDoubts.Status) != 0));

    private static string Price(IReadOnlyList<Level> levels) => levels.Count == 0 ? "-" : DecimalText.OfNano(levels[0].PriceNano);

    private static string Quantity(IReadOnlyList<Level> levels) => levels.Count == 0 ? "-" : Amount(levels[0].Quantity);

    private static string Implied(IReadOnlyList<Level> levels) => levels.Count == 0 ? "-" : $"{Price(levels)} x {Quantity(levels)}";

    private static string Amount(long quantity) => quantity == MarketEvent.NullQuantity ? "-" : Number(quantity);
}
