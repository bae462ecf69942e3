using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Instruments;

/// <summary>Instruments and their definitions, for a person as a table or one in full, and for a program.</summary>
internal static class InstrumentList
{
    private const int FormatVersion = 1;
    private const int LabelColumns = 24;
    private static readonly string[] TypeFields = ["securityType", "securitySubType", "right", "strikePrice"];

    /// <summary>A line for each.</summary>
    public static void WriteTable(TextPage output, IReadOnlyList<InstrumentReport> instruments)
    {
        TextTable table = new("instrument", "type", "maturity", "id", "tick", "display factor", "depth", "legs") { LeftColumnCount = 3 };
        bool isOfSeveral = instruments.Any(instrument => instrument.ChannelId != instruments[0].ChannelId);
        foreach (InstrumentReport instrument in instruments) table.Add(Row(instrument, isOfSeveral));
        if (instruments.Count > 0) table.Write(output);
        int undefined = instruments.Count(static instrument => instrument.Definition is null);
        string told = undefined == 0 ? "" : Invariant($", of which {undefined:N0} were never defined");
        output.WriteLine(Invariant($"{instruments.Count:N0} instruments{told}"));
    }

    /// <summary>Everything that was told of one.</summary>
    public static void WriteFull(TextPage output, InstrumentReport instrument)
    {
        output.WriteLine(Invariant($"{instrument.ChannelId}:{instrument.Title} ({instrument.SecurityId})"));
        if (instrument.Definition is not { } report)
        {
            output.WriteLine("  never defined");
            return;
        }

        foreach ((string name, object? value) in DefinitionFields.Of(report).Where(static field => field.Value is not null))
            Write(output, name, System.Convert.ToString(value, CultureInfo.InvariantCulture)!);
        foreach (BookDepth depth in report.Depths) Write(output, "depth", Invariant($"{depth.FeedType} {depth.Depth}"));
        foreach (LotRule lot in report.Lots)
            Write(output, "lot", Invariant($"type {lot.Type}, at least {DefinitionFields.Quantity(lot.MinTenThousandths) ?? "-"}"));
        foreach (InstrumentLeg leg in report.Legs) Write(output, "leg", Text(leg));
        foreach (RelatedInstrument related in report.Related)
            Write(output, DefinitionJson.Of(related.Relation), Text(related));
    }

    /// <summary>For a program.</summary>
    public static void WriteJson(TextWriter output, FeedReport report, IReadOnlyList<InstrumentReport> instruments) => JsonPage.Write(output, writer =>
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        writer.WriteBoolean("stopped", report.Run.WasStopped);
        writer.WriteStartArray("instruments");
        foreach (InstrumentReport instrument in instruments) WriteOne(writer, instrument);
        writer.WriteEndArray();
        writer.WriteTexts("warnings", report.Warnings);
        writer.WriteTexts("failures", report.Failures);
    });

    private static void WriteOne(Utf8JsonWriter writer, InstrumentReport instrument)
    {
        writer.WriteStartObject();
        writer.WriteNumber("channel", instrument.ChannelId);
        writer.WriteNumber("securityId", instrument.SecurityId);
        writer.WriteString("symbol", instrument.Symbol);
        if (instrument.Definition is { } definition) DefinitionJson.Write(writer, definition);
        writer.WriteEndObject();
    }

    private static string[] Row(InstrumentReport instrument, bool isOfSeveral)
    {
        string title = isOfSeveral ? Invariant($"{instrument.ChannelId}:{instrument.Title}") : instrument.Title;
        string id = instrument.SecurityId.ToString(CultureInfo.InvariantCulture);
        if (instrument.Definition is not { } report) return [title, "-", "-", id, "-", "-", "-", "-"];
        Dictionary<string, object?> fields = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in DefinitionFields.Of(report)) fields.Add(name, value);
        string[] type = [.. TypeFields.Select(name => (string?)fields[name]).OfType<string>()];
        return
        [
            title,
            PlainText.Of(string.Join(' ', type) + (report.Definition.IsDeleted ? " deleted" : "")),
            DefinitionFields.MaturityText(report.Details) ?? "-",
            id,
            (string?)fields["tick"] ?? "-",
            (string?)fields["displayFactor"] ?? "-",
            report.Depths.Count == 0 ? "-" : PlainText.Of(string.Join(' ', report.Depths.Select(static depth => Invariant($"{depth.FeedType}:{depth.Depth}")))),
            report.Details.Legs.ToldCount == 0 ? "-" : Invariant($"{report.Details.Legs.ToldCount}"),
        ];
    }

    private static string Text(InstrumentLeg leg)
    {
        string price = leg.PriceNano is { } nano ? $", price {DecimalText.OfNano(nano)}" : "";
        string delta = leg.DeltaTenThousandths is { } told ? $", delta {DefinitionFields.Quantity(told)}" : "";
        return Invariant($"{DefinitionJson.Of(leg.Action)} {leg.Ratio} of {leg.SecurityId}{price}{delta}");
    }

    private static string Text(RelatedInstrument related) =>
        related.SecurityId is { } id ? Invariant($"{related.Symbol} ({id})") : related.Symbol.ToString();

    private static void Write(TextPage output, string name, string value) => output.WriteLine($"  {name.PadRight(LabelColumns)}{PlainText.Of(value)}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
