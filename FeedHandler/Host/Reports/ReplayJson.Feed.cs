using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports;

/// <content>Packets, messages and instruments.</content>
internal static partial class ReplayJson
{
    private static void WritePackets(Utf8JsonWriter writer, PacketReport packets, long cutFrames)
    {
        writer.WriteStartObject("packets");
        writer.WriteNumber("total", packets.Total);
        WriteLedger(writer, packets.Both);
        writer.WriteNumber("lineA", packets.LineA.Received);
        writer.WriteNumber("lineB", packets.LineB.Received);
        writer.WriteNumber("winsA", packets.LineA.Delivered);
        writer.WriteNumber("winsB", packets.LineB.Delivered);
        writer.WriteNumber("missingA", packets.LineA.Missing);
        writer.WriteNumber("missingB", packets.LineB.Missing);
        writer.WriteNumber("reordered", packets.Reordered);
        writer.WriteNumber("gaps", packets.Gaps);
        writer.WriteNumber("lost", packets.Lost);
        writer.WriteNumber("cut", packets.Cut);
        writer.WriteNumber("oversize", packets.Both.Oversize);
        writer.WriteNumber("restarts", packets.Restarts);
        writer.WriteNumber("jumps", packets.Jumps);
        writer.WriteNumber("unconfirmed", packets.Unconfirmed);
        writer.WriteNumber("doubts", packets.Doubts);
        writer.WriteNumber("malformed", packets.Both.Damaged);
        writer.WriteNumber("truncated", cutFrames);
        writer.WriteEndObject();
    }

    // received = delivered + duplicates + late + damaged + foreign + held
    private static void WriteLedger(Utf8JsonWriter writer, LineReport ledger)
    {
        writer.WriteNumber("received", ledger.Received);
        writer.WriteNumber("delivered", ledger.Delivered);
        writer.WriteNumber("duplicates", ledger.Duplicates);
        writer.WriteNumber("late", ledger.Late);
        writer.WriteNumber("damaged", ledger.Damaged);
        writer.WriteNumber("foreign", ledger.Foreign);
        writer.WriteNumber("held", ledger.Held);
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject(name);
        foreach ((string member, long count) in counts) writer.WriteNumber(member, count);
        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<MessageReport> messages)
    {
        writer.WriteStartObject("messages");
        foreach (MessageReport message in messages)
            writer.WriteNumber(message.TemplateId.ToString(CultureInfo.InvariantCulture), message.Count);
        writer.WriteEndObject();
    }

    private static void WriteInstruments(Utf8JsonWriter writer, FeedReport report)
    {
        WriteCounts(writer, "books", report.Books);
        writer.WriteStartArray("instruments");
        foreach (InstrumentReport instrument in report.Instruments) WriteInstrument(writer, instrument);
        writer.WriteEndArray();
    }

    private static void WriteInstrument(Utf8JsonWriter writer, InstrumentReport instrument)
    {
        writer.WriteStartObject();
        WriteInstrumentMembers(writer, instrument);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of an instrument into the object that is being written.</summary>
    public static void WriteInstrumentMembers(Utf8JsonWriter writer, InstrumentReport instrument)
    {
        writer.WriteNumber("channel", instrument.ChannelId);
        writer.WriteNumber("securityId", instrument.SecurityId);
        writer.WriteString("symbol", instrument.Symbol);
        writer.WriteString("state", EventWords.Of(instrument.State));
        WriteDoubts(writer, instrument.Doubts);
        if (instrument.Confidence is { SinceNs: > 0 } confidence) WriteConfidence(writer, confidence, instrument);
        if (instrument.IsDisordered) writer.WriteBoolean("disordered", value: true);
        if (instrument.IsCrossed) writer.WriteBoolean("crossed", value: true);
        if (instrument.StatusCode == InstrumentBook.UntoldStatusCode) writer.WriteNull("status");
        else writer.WriteNumber("status", instrument.StatusCode);
        writer.WriteString("tradingStatus", StatusWords.Of(instrument.Status));
        writer.WriteNumber("rptSeq", instrument.RptSeq);
        writer.WriteNumber("updates", instrument.Updates);
        if (instrument.Digest is { } digest) WriteDigest(writer, instrument.EventCount, digest);
        if (instrument.DisplayFactorNano != 0) writer.WriteString("displayFactor", DecimalText.OfNano(instrument.DisplayFactorNano));
        if (instrument.Definition is { } definition) DefinitionJson.Write(writer, definition);
        WriteLevels(writer, "bids", instrument.Bids, instrument, BookSide.Bid);
        WriteLevels(writer, "asks", instrument.Asks, instrument, BookSide.Ask);
        WriteLevels(writer, "impliedBids", instrument.ImpliedBids, instrument, BookSide.ImpliedBid);
        WriteLevels(writer, "impliedAsks", instrument.ImpliedAsks, instrument, BookSide.ImpliedAsk);
        WriteLastTrade(writer, instrument);
        WriteQuantity(writer, "volume", instrument.Volume);
        if (instrument.Orders is { } orders) WriteOrders(writer, orders, instrument);
    }

    private static void WriteDigest(Utf8JsonWriter writer, long eventCount, string digest)
    {
        writer.WriteNumber("events", eventCount);
        writer.WriteString("digest", digest);
    }

    private static void WriteOrders(Utf8JsonWriter writer, OrdersReport orders, InstrumentReport instrument)
    {
        writer.WriteStartObject("orders");
        writer.WriteString("state", EventWords.Of(orders.State));
        writer.WriteNumber("count", orders.Count);
        WriteLevels(writer, "bids", orders.NumberedBids, instrument);
        WriteLevels(writer, "asks", orders.NumberedAsks, instrument);
        writer.WriteEndObject();
    }

    private static void WriteConfidence(Utf8JsonWriter writer, BookConfidence confidence, InstrumentReport instrument)
    {
        bool isWhole = confidence.IsWhole && instrument.State == BookState.Whole;
        writer.WriteString(isWhole ? "wholeBy" : "waitsFor", EventWords.Of(confidence.Source));
        writer.WriteString(isWhole ? "wholeSinceNs" : "notWholeSinceNs", Invariant(confidence.SinceNs));
        if (isWhole) return;
        if (instrument.EstimatedHealNs is { } estimatedNs) writer.WriteNumber("estimatedHealNs", estimatedNs);
        else writer.WriteNull("estimatedHealNs");
    }

    private static void WriteDoubts(Utf8JsonWriter writer, BookDoubts doubts)
    {
        writer.WriteStartArray("inDoubt");
        foreach (BookDoubts doubt in Enum.GetValues<BookDoubts>().Where(doubt => doubt != BookDoubts.None && (doubts & doubt) != 0))
            writer.WriteStringValue(EventWords.Of(doubt));
        writer.WriteEndArray();
    }

    private static void WriteLevels(Utf8JsonWriter writer, string name, IReadOnlyList<Level> levels, InstrumentReport instrument, BookSide side = BookSide.None)
    {
        writer.WriteStartArray(name);
        foreach (Level level in levels)
        {
            writer.WriteStartObject();
            writer.WriteNumber("level", level.Number);
            WritePrice(writer, level.PriceNano, instrument);
            WriteQuantity(writer, "quantity", level.Quantity);
            if (level.Orders == MarketEvent.NullOrders) writer.WriteNull("orders");
            else writer.WriteNumber("orders", level.Orders);
            if (instrument.Origins is { } origins && origins.TryGetValue((side, level.Number), out LevelOrigin origin)) WriteOrigin(writer, origin);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, in LevelOrigin origin)
    {
        writer.WriteString("source", EventWords.Of(origin.Source));
        writer.WriteString("rxNs", Invariant(origin.RxNs));
        if (origin.IsSuspect) writer.WriteBoolean("suspect", value: true);
    }

    private static void WriteLastTrade(Utf8JsonWriter writer, InstrumentReport instrument)
    {
        if (instrument.LastPriceNano == MarketEvent.NullPrice)
        {
            writer.WriteNull("lastTrade");
            return;
        }

        writer.WriteStartObject("lastTrade");
        WritePrice(writer, instrument.LastPriceNano, instrument);
        WriteQuantity(writer, "quantity", instrument.LastQuantity);
        writer.WriteEndObject();
    }

    private static void WritePrice(Utf8JsonWriter writer, long priceNano, InstrumentReport instrument)
    {
        writer.WriteString("price", DecimalText.OfNano(priceNano));
        if (instrument.DisplayFactorNano != 0) writer.WriteString("displayPrice", DecimalText.OfProduct(priceNano, instrument.DisplayFactorNano));
    }

    private static void WriteQuantity(Utf8JsonWriter writer, string name, long quantity)
    {
        if (quantity == MarketEvent.NullQuantity) writer.WriteNull(name);
        else writer.WriteNumber(name, quantity);
    }
}
