using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Books;

/// <summary>A ladder at one event as JSON.</summary>
internal static class LadderJson
{
    /// <summary>Writes one indented object and a line end.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="ladder">The book; null when reading was stopped, so that there is none to show.</param>
    /// <param name="warnings">What must be known to read the book rightly.</param>
    /// <param name="failures">What should hold and does not.</param>
    public static void Write(TextWriter output, Ladder? ladder, IReadOnlyList<string> warnings, IReadOnlyList<string> failures)
    {
        JsonPage.Write(output, writer =>
        {
            writer.WriteBoolean("stopped", ladder is null);
            if (ladder is not null) WriteBook(writer, ladder);
            writer.WriteTexts("warnings", warnings);
            writer.WriteTexts("failures", failures);
        });
    }

    private static void WriteBook(Utf8JsonWriter writer, Ladder ladder)
    {
        writer.WriteNumber("event", ladder.Position);
        writer.WriteNumber("eventCount", ladder.Count);
        if (ladder.Position > 0) WriteLast(writer, ladder.Last);
        ReplayJson.WriteInstrumentMembers(writer, ladder.Book);
    }

    private static void WriteLast(Utf8JsonWriter writer, in MarketEvent last)
    {
        writer.WriteString("kind", EventWords.Of(last.Kind));
        writer.WriteString("transactTimeNs", last.TransactTimeNs == 0 ? null : ((ulong)last.TransactTimeNs).ToString(CultureInfo.InvariantCulture));
        writer.WriteString("seqNum", last.SeqNum.ToString(CultureInfo.InvariantCulture));
    }
}
