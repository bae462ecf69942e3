using System.Globalization;
using FeedHandler.Dbn;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Convert;

/// <summary>What was written of captures.</summary>
/// <param name="Target">The file.</param>
/// <param name="Count">How many records or lines it has.</param>
/// <param name="OmittedCount">How many events of its schema have no record.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Files">The captures, and how each ended.</param>
/// <param name="Warnings">What must be known.</param>
/// <param name="Failures">What is wrong.</param>
internal sealed record ConvertReport(
    ConvertTarget Target,
    long Count,
    long OmittedCount,
    long Bytes,
    IReadOnlyList<FileReport> Files,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Failures)
{
    private const int FormatVersion = 1;

    /// <summary>For a person.</summary>
    public void WriteText(TextWriter output)
    {
        string what = Target.Schema is { } schema ? $"records of {DbnSchemas.NameOf(schema)}" : "events";
        output.WriteLine(Text($"read     {Files.Sum(static file => file.Records):N0} frames"));
        if (OmittedCount > 0) output.WriteLine(Text($"omitted  {OmittedCount:N0} events that the format has no form for"));
        output.WriteLine(Text($"written  {Count:N0} {what}, {Bytes:N0} bytes: {PlainText.Of(Target.Path)}"));
    }

    /// <summary>For a program.</summary>
    public void WriteJson(TextWriter output) => JsonPage.Write(output, json =>
    {
        json.WriteNumber("formatVersion", FormatVersion);
        json.WriteString("out", Target.Path);
        json.WriteString("format", Target.Format);
        if (Target.Schema is { } schema)
        {
            json.WriteString("schema", DbnSchemas.NameOf(schema));
            json.WriteBoolean("packed", Target.Compression != DbnCompression.None);
        }

        json.WriteNumber("written", Count);
        json.WriteNumber("omitted", OmittedCount);
        json.WriteNumber("bytes", Bytes);
        json.WriteStartArray("files");
        foreach (FileReport file in Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("records", file.Records);
            json.WriteString("end", file.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("warnings", Warnings);
        json.WriteTexts("failures", Failures);
    });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
