using System.Text.Json;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>What a flame graph was made of: for a person, and as JSON, of which docs/json.md is the contract.</summary>
internal static class FlameReport
{
    private const int FormatVersion = 1;
    private const int DigitCount = 2;
    private const int ThreadCountMax = 8;

    /// <summary>Writes it for a person.</summary>
    public static void WriteText(TextPage page, FlameFiles written)
    {
        TextTable table = new("samples", "share", "in the frame itself") { LeftColumnCount = 3, RightColumnCount = 2 };
        foreach ((StackFrame frame, long samples) in written.Hottest)
        {
            string share = FormattableString.Invariant($"{Share(samples, written):F2} %");
            table.Add(FormattableString.Invariant($"{samples:N0}"), share, PlainText.Short(frame.Name));
        }

        IEnumerable<string> threads = written.Threads.Take(ThreadCountMax)
            .Select(static thread => FormattableString.Invariant($"{thread.Name} {thread.Samples:N0}"));
        page.WriteLine(FormattableString.Invariant($"{written.Samples:N0} samples; by thread: {string.Join(", ", threads)}"));
        table.Write(page);
        foreach (string file in written.Files) page.WriteLine($"written: {PlainText.Of(file)}");
        foreach (string warning in written.Warnings) page.WriteLine($"note: {warning}");
        foreach (string failure in written.Failures) page.WriteLine($"FAILED: {PlainText.Of(failure)}");
    }

    /// <summary>Writes one indented object and a line end.</summary>
    public static void WriteJson(TextWriter output, string file, FlameFiles written) => JsonPage.Write(output, json =>
    {
        json.WriteNumber("formatVersion", FormatVersion);
        json.WriteString("version", VersionAction.Version);
        json.WriteString("file", file);
        json.WriteNumber("samples", written.Samples);
        WriteThreads(json, written);
        WriteHottest(json, written);
        json.WriteTexts("files", written.Files);
        json.WriteTexts("warnings", [.. written.Warnings]);
        json.WriteTexts("failures", written.Failures);
    });

    private static void WriteThreads(Utf8JsonWriter json, FlameFiles written)
    {
        json.WriteStartArray("threads");
        foreach ((string name, long samples) in written.Threads)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("samples", samples);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHottest(Utf8JsonWriter json, FlameFiles written)
    {
        json.WriteStartArray("hottest");
        foreach ((StackFrame frame, long samples) in written.Hottest)
        {
            json.WriteStartObject();
            json.WriteString("frame", frame.Name);
            json.WriteString("kind", frame.Kind.ToString().ToLowerInvariant());
            json.WriteNumber("samples", samples);
            json.WriteNumber("percent", Math.Round(Share(samples, written), DigitCount));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Share(long samples, FlameFiles written) => 100.0 * samples / Math.Max(written.Samples, 1);
}
