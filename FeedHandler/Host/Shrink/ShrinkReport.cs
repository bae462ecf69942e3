using System.Globalization;
using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Shrink;

/// <summary>What is left of a capture.</summary>
/// <param name="Path">The capture that was written.</param>
/// <param name="Run">What was done.</param>
/// <param name="WasStopped">Whether it was stopped before the end.</param>
/// <param name="Warnings">What must be known.</param>
/// <param name="Failures">What is wrong.</param>
internal sealed record ShrinkReport(string Path, ShrinkRun Run, bool WasStopped, IReadOnlyList<string> Warnings, IReadOnlyList<string> Failures)
{
    private const int ShownMax = 20;

    /// <summary>For a person.</summary>
    public void WriteText(TextWriter output)
    {
        string minimal = Run.IsMinimal ? ", none of which can be left out" : ", perhaps not the fewest";
        string shown = string.Join(", ", Run.Smallest.Take(ShownMax).Select(static place => (place + 1).ToString(CultureInfo.InvariantCulture)));
        output.WriteLine(Text($"left     {Run.Smallest.Count:N0} of {Run.FrameCount:N0} frames after {Run.RunCount:N0} runs{minimal}"));
        output.WriteLine($"frames   {shown}{(Run.Smallest.Count > ShownMax ? Text($" and {Run.Smallest.Count - ShownMax:N0} more") : "")}");
        output.WriteLine($"written  {PlainText.Of(Path)}");
    }

    /// <summary>For a program.</summary>
    public void WriteJson(TextWriter output)
    {
        JsonPage.Write(output, json =>
        {
            json.WriteNumber("formatVersion", 1);
            json.WriteString("out", Path);
            json.WriteNumber("frames", Run.FrameCount);
            json.WriteNumber("kept", Run.Smallest.Count);
            json.WriteNumber("runs", Run.RunCount);
            json.WriteNumber("timedOut", Run.TimedOutCount);
            json.WriteBoolean("minimal", Run.IsMinimal);
            json.WriteBoolean("stopped", WasStopped);
            json.WriteStartArray("frameNumbers");
            foreach (int place in Run.Smallest) json.WriteNumberValue(place + 1);
            json.WriteEndArray();
            json.WriteTexts("warnings", Warnings);
            json.WriteTexts("failures", Failures);
        });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
