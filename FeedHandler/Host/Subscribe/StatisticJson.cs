using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Subscribe;

/// <summary>Statistics as JSON: those that were told, and which are in doubt.</summary>
internal static class StatisticJson
{
    /// <summary>Writes `statistics` and `statisticsInDoubt` into the object that is being written; neither where there is nothing to say.</summary>
    public static void Write(Utf8JsonWriter writer, in StatisticSet statistics)
    {
        WriteTold(writer, statistics);
        if (!statistics.HasDoubt) return;
        writer.WriteStartArray("statisticsInDoubt");
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            if (statistics.IsInDoubt(kind)) writer.WriteStringValue(EventWords.Of(kind));
        }

        writer.WriteEndArray();
    }

    private static void WriteTold(Utf8JsonWriter writer, in StatisticSet statistics)
    {
        bool isBegun = false;
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            long value = statistics[kind];
            if (value == MarketEvent.NullPrice) continue;
            if (!isBegun) writer.WriteStartObject("statistics");
            isBegun = true;
            if (StatisticSet.IsContracts(kind)) writer.WriteNumber(EventWords.Of(kind), value);
            else writer.WriteString(EventWords.Of(kind), DecimalText.OfNano(value));
        }

        if (isBegun) writer.WriteEndObject();
    }
}
