using System.Globalization;
using System.Text;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Ladders;

/// <summary>A ladder at one event as JSON.</summary>
internal static class LadderJson
{
    /// <summary>Writes one indented object and a line end.</summary>
    public static void Write(TextWriter output, Ladder ladder)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("event", ladder.Position);
            writer.WriteNumber("eventCount", ladder.Count);
            if (ladder.Position > 0) WriteLast(writer, ladder.Last);
            ReplayJson.WriteInstrumentMembers(writer, ladder.Book);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void WriteLast(Utf8JsonWriter writer, in MarketEvent last)
    {
        writer.WriteString("kind", EventWords.Of(last.Kind));
        writer.WriteString("transactTimeNs", last.TransactTimeNs.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("seqNum", last.SeqNum.ToString(CultureInfo.InvariantCulture));
    }
}
