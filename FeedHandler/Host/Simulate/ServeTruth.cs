using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Simulate;

/// <summary>What a feed that received all of a served channel must have at its end: one line of JSON for each instrument that was defined.</summary>
internal static class ServeTruth
{
    private static readonly (BookSide Side, string Name)[] Sides =
        [(BookSide.Bid, "bids"), (BookSide.Ask, "asks"), (BookSide.ImpliedBid, "impliedBids"), (BookSide.ImpliedAsk, "impliedAsks")];

    /// <summary>Writes the lines.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="channel">The channel, which has ended.</param>
    /// <param name="number">Its number.</param>
    public static void Write(Stream stream, ServedChannel channel, int number)
    {
        using Utf8JsonWriter writer = new(stream);
        foreach (SimulatedInstrument instrument in channel.Feed.Instruments)
        {
            if (instrument.Truth.Definition is null) continue;
            writer.WriteStartObject();
            writer.WriteNumber("channel", number);
            writer.WriteNumber("lastPacket", channel.Feed.SeqNum);
            WriteInstrument(writer, instrument);
            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            stream.Write("\n"u8);
        }
    }

    private static void WriteInstrument(Utf8JsonWriter writer, SimulatedInstrument instrument)
    {
        PublishedInstrument truth = instrument.Truth;
        writer.WriteNumber("securityId", instrument.SecurityId);
        writer.WriteString("symbol", instrument.Symbol);
        writer.WriteBoolean("deleted", truth.IsDeleted);
        WriteNumber(writer, "status", truth.Status);
        writer.WriteNumber("rptSeq", truth.RptSeq);
        WriteNumber(writer, "volume", truth.Volume);
        foreach ((BookSide side, string name) in Sides) WriteLevels(writer, name, truth[side]);
        writer.WriteStartObject("orders");
        WriteOrders(writer, "bids", truth.Orders.Bids);
        WriteOrders(writer, "asks", truth.Orders.Asks);
        writer.WriteEndObject();
        writer.WriteStartObject("statistics");
        foreach (StatisticKind kind in Enum.GetValues<StatisticKind>()) WriteStatistic(writer, kind, truth.Statistic(kind));
        writer.WriteEndObject();
    }

    private static void WriteLevels(Utf8JsonWriter writer, string name, PublishedSide side)
    {
        writer.WriteStartArray(name);
        foreach (SimulatedLevel level in side.Levels)
        {
            writer.WriteStartObject();
            writer.WriteString("price", DecimalText.OfNano(level.PriceNano));
            writer.WriteNumber("quantity", level.Quantity);
            if (name is "bids" or "asks") writer.WriteNumber("orders", level.Orders);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOrders(Utf8JsonWriter writer, string name, IReadOnlyList<PublishedOrder> orders)
    {
        writer.WriteStartArray(name);
        foreach (PublishedOrder order in orders)
        {
            writer.WriteStartObject();
            writer.WriteString("id", order.OrderId.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("priority", order.Priority.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("price", DecimalText.OfNano(order.PriceNano));
            writer.WriteNumber("quantity", order.DisplayedQuantity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // What is not known of it is not there; of contracts the size is all.
    private static void WriteStatistic(Utf8JsonWriter writer, StatisticKind kind, PublishedStatistic? statistic)
    {
        if (statistic is not { } value) return;
        if (value.PriceNano is { } priceNano) writer.WriteString(EventWords.Of(kind), DecimalText.OfNano(priceNano));
        else if (value.Size is { } size) writer.WriteNumber(EventWords.Of(kind), size);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
