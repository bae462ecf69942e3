using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>The files of a flame graph in a folder: an SVG for a browser and a profile for speedscope.</summary>
/// <param name="Samples">Samples that were read.</param>
/// <param name="CutCount">Of them, those whose innermost frames were left out.</param>
/// <param name="ForeignLineCount">Lines that made no sense.</param>
/// <param name="Threads">Samples by thread, the most first.</param>
/// <param name="Hottest">Samples by frame that were taken in the frame itself, the most first.</param>
/// <param name="Files">What was written.</param>
/// <param name="Failures">What could not be.</param>
internal sealed record FlameFiles(
    long Samples,
    long CutCount,
    long ForeignLineCount,
    IReadOnlyList<(string Name, long Samples)> Threads,
    IReadOnlyList<(StackFrame Frame, long Samples)> Hottest,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Failures)
{
    private const int HottestCount = 15;

    /// <summary>Writes both files.</summary>
    /// <param name="script">The samples.</param>
    /// <param name="title">What was sampled.</param>
    /// <param name="outputs">Where outputs were looked at.</param>
    /// <param name="place">The option that names the folder, the folder as typed, and the name of the files without their ends.</param>
    public static FlameFiles Write(PerfScript script, string title, OutputPlan outputs, (string Option, string Folder, string Name) place)
    {
        string svg = Path.Combine(place.Folder, place.Name + ".svg");
        string profile = Path.Combine(place.Folder, place.Name + ".speedscope.json");
        string name = FrameNames.Plain(title);
        string?[] failures =
        [
            outputs.TryWriteInto(place.Option, svg, file => Buffered(file, buffer => FlameSvg.Write(buffer, script.Stacks, name))),
            outputs.TryWriteInto(
                place.Option, profile, file => Buffered(file, buffer => Speedscope.Write(buffer, script.Stacks, name, $"feedhandler {VersionAction.Version}"))),
        ];
        string[] files = [svg, profile];
        return new FlameFiles(
            script.Stacks.Root.Total, script.Stacks.CutCount, script.ForeignLineCount,
            [.. script.Stacks.Root.Children.OrderByDescending(static thread => thread.Total).Select(static thread => (thread.Frame.Name, thread.Total))],
            [.. script.Stacks.Hottest().Take(HottestCount)], [.. files.Where((_, index) => failures[index] is null)], [.. failures.OfType<string>()]);
    }

    /// <summary>What must be known to read the graph rightly.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            const string Cut = "samples are shown without their innermost frames: there are too many different stacks";
            if (CutCount > 0) yield return FormattableString.Invariant($"{CutCount:N0} {Cut}");
            if (ForeignLineCount > 0) yield return FormattableString.Invariant($"{ForeignLineCount:N0} lines are none of perf script, and were passed over");
        }
    }

    // Outputs have no buffer of their own.
    private static void Buffered(Stream file, Action<Stream> write)
    {
        using MemoryStream buffer = new();
        write(buffer);
        file.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
