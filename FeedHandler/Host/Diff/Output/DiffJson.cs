using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Diff.Output;

/// <summary>A comparison as JSON; docs/json.md is its contract.</summary>
internal static class DiffJson
{
    private const int FormatVersion = 1;

    /// <summary>Writes one indented object and a line end.</summary>
    public static void Write(TextWriter output, DiffReport report) => JsonPage.Write(output, writer => WriteMembers(writer, report));

    private static void WriteMembers(Utf8JsonWriter writer, DiffReport report)
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        writer.WriteBoolean("equal", report.AreEqual);
        writer.WriteBoolean("stopped", report.IsStopped);
        writer.WriteBoolean("limited", report.IsGivenUp);
        foreach (DiffSide side in Enum.GetValues<DiffSide>()) WriteSide(writer, side, report[side]);
        writer.WriteNumber("equalEvents", report.Counts.Equal);
        writer.WriteNumber("differences", report.Counts.Differences);
        foreach (DifferenceKind kind in Enum.GetValues<DifferenceKind>()) writer.WriteNumber(NameOf(kind), report.Counts[kind]);
        WriteCounts(writer, report);
        WriteChannels(writer, report);
        WriteFirst(writer, report);
        writer.WriteTexts("warnings", report.Warnings);
        writer.WriteTexts("failures", report.Failures);
    }

    private static void WriteSide(Utf8JsonWriter writer, DiffSide side, SideReport one)
    {
        writer.WriteStartObject(NameOf(side));
        writer.WriteString("content", one.Input.Captures is null ? "events" : "capture");
        writer.WriteTexts("paths", one.Input.Paths);
        writer.WriteNumber("events", one.EventCount);
        writer.WriteString("digest", one.Digest);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, DiffReport report)
    {
        writer.WriteStartArray("byKind");
        foreach ((EventKind kind, long count) in report.Counts.Kinds)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", EventWords.Of(kind));
            writer.WriteNumber("differences", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("byInstrument");
        foreach ((int channelId, long? securityId, long count) in report.Counts.Instruments)
        {
            writer.WriteStartObject();
            WriteInstrument(writer, report, channelId, securityId);
            writer.WriteNumber("differences", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteChannels(Utf8JsonWriter writer, DiffReport report)
    {
        writer.WriteStartArray("channels");
        foreach (ChannelOutcome channel in report.Channels)
        {
            writer.WriteStartObject();
            writer.WriteNumber("channel", channel.ChannelId);
            writer.WriteNumber("eventsA", channel.EventsA);
            writer.WriteNumber("eventsB", channel.EventsB);
            writer.WriteNumber("differences", channel.DifferenceCount);
            writer.WriteBoolean("limited", channel.IsGivenUp);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFirst(Utf8JsonWriter writer, DiffReport report)
    {
        if (report.First is not { } first)
        {
            writer.WriteNull("first");
            return;
        }

        writer.WriteStartObject("first");
        writer.WriteString("difference", first.A is null ? "endOfA" : first.B is null ? "endOfB" : NameOf(first.Kind));
        WriteInstrument(writer, report, first.ChannelId, first.SecurityId);
        foreach (DiffSide side in Enum.GetValues<DiffSide>()) WriteDue(writer, side, first[side], report[side].Packet);
        WriteFields(writer, first);
        WriteBooks(writer, first, report);
        writer.WriteEndObject();
    }

    private static void WriteInstrument(Utf8JsonWriter writer, DiffReport report, int channelId, long? securityId)
    {
        writer.WriteNumber("channel", channelId);
        if (securityId is { } id) writer.WriteNumber("securityId", id);
        else writer.WriteNull("securityId");
        writer.WriteString("symbol", securityId is null ? "" : report.SymbolOf(channelId, securityId));
    }

    private static void WriteDue(Utf8JsonWriter writer, DiffSide side, DiffEvent? due, PacketPlace? place)
    {
        if (due is not { } one)
        {
            writer.WriteNull(NameOf(side));
            return;
        }

        writer.WriteStartObject(NameOf(side));
        writer.WriteNumber("event", one.Number);
        writer.WriteString("seqNum", one.Event.SeqNum.ToString(CultureInfo.InvariantCulture));
        if (one.IsLine) writer.WriteNumber("fileLine", one.Line);
        if (place is not null)
        {
            writer.WriteString("sendingTimeNs", ((ulong)place.SentNs).ToString(CultureInfo.InvariantCulture));
            writer.WriteString("line", NameOf(place.Line).ToUpperInvariant());
            writer.WriteString("file", place.Path);
            writer.WriteNumber("record", place.Record);
        }

        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, Difference first)
    {
        writer.WriteStartArray("fields");
        foreach (FieldPair field in EventFields.Pairs(first))
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WriteString("a", field.A.Length > 0 ? field.A : null);
            writer.WriteString("b", field.B.Length > 0 ? field.B : null);
            writer.WriteBoolean("differs", field.Differs);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBooks(Utf8JsonWriter writer, Difference first, DiffReport report)
    {
        if (first.Books is not { } books)
        {
            writer.WriteNull("books");
            return;
        }

        string symbol = report.SymbolOf(first.ChannelId, first.SecurityId);
        writer.WriteStartObject("books");
        WriteBook(writer, "beforeA", books.BeforeA, symbol);
        WriteBook(writer, "beforeB", books.BeforeB, symbol);
        WriteBook(writer, "afterA", books.AfterA, symbol);
        WriteBook(writer, "afterB", books.AfterB, symbol);
        writer.WriteEndObject();
    }

    private static void WriteBook(Utf8JsonWriter writer, string name, InstrumentReport? book, string symbol)
    {
        if (book is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        ReplayJson.WriteInstrumentMembers(writer, book with { Symbol = symbol });
        writer.WriteEndObject();
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
