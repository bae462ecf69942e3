using System.CommandLine;
using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Slice;

/// <summary>`feedhandler slice`: a part of captures as a capture.</summary>
internal sealed class SliceCommand
{
    private const string Description = "Cuts a part out of captures, by time, place, sequence number, destination or instrument, that can be replayed.";

    private const string Examples = """
        Examples:
          feedhandler slice day.pcapng --from 14:30:00 --to 14:31:00 --out minute.pcapng
          feedhandler slice day.pcap --packets 1000-2000 --out some.pcapng
          feedhandler slice day.pcap --group 224.0.31.64:14340 --out line-a.pcapng
          feedhandler slice day.pcap --instrument ESZ6 --out es.pcapng && feedhandler replay es.pcapng

        What is given must all hold; of what is repeated, any. Stopped by Ctrl-C it leaves what was there.
        Exit code: 0 good; 1 a capture is cut off or corrupt, it was stopped, or the disk is full; 2 wrong usage or input, or nothing matches.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "pcap or pcapng captures, also packed with gzip or zstd, merged by time; one at least",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly SliceArguments _slice;
    private readonly Option<string?> _out = SliceOutput.Option();
    private readonly Option<bool> _json = Options.Switch("--json", "Print the summary as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private SliceCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_files);
        _slice = new SliceArguments(command);
        foreach (Option option in (Option[])[_out, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("slice", Description, Examples);
        SliceCommand slice = new(command, terminal);
        command.SetAction(slice.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] paths = parsed.GetValue(_files) ?? [];
        if (paths.Length == 0) throw new UsageException("no capture to cut: name a FILE");
        using SliceInput input = new(paths, _terminal);
        SliceOutput output = new(_terminal, parsed.GetValue(_out), input, parsed.GetValue(_followLinks));
        SliceCriteria criteria = _slice.Read(parsed, paths, input, _terminal);
        SliceFilter filter = new(criteria, _slice.Lines);
        CaptureSlicer slicer = new(input.Files, _slice.Lines);
        using (new ProgressLine(_terminal, "slicing", () => slicer.Counts.Frames, share: () => slicer.Captures.Share))
            output.Write(stream => Slice(slicer, stream, output.Format, filter));
        IReadOnlyList<FileReport> files = CaptureFaults.Files(slicer.Captures);
        if (slicer.Counts.Kept == 0) throw Nothing(slicer.Counts, files);
        SliceReport report = new(
            parsed.GetValue(_out)!, output.Format, slicer.Counts, files,
            [.. Warnings(slicer, output.Format, criteria.IsByTime, files)], [.. CaptureFaults.Broken(files, "sliced")]);
        foreach (string note in (IEnumerable<string>)[.. report.Warnings, .. report.Failures]) _terminal.Tell(note);
        if (parsed.GetValue(_json)) report.WriteJson(_terminal.Out);
        else report.WriteText(_terminal.Out);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private bool Slice(CaptureSlicer slicer, Stream stream, SliceFormat format, SliceFilter filter)
    {
        slicer.Write(stream, format, filter, _terminal.Stop);
        return slicer.Counts.Kept > 0;
    }

    private static IEnumerable<string> Warnings(CaptureSlicer slicer, SliceFormat format, bool isByTime, IReadOnlyList<FileReport> files)
    {
        foreach (string warning in CaptureFaults.Empty(files)) yield return warning;
        foreach (string warning in (IEnumerable<string>)[.. CaptureStandIns.Of(slicer.Captures), .. FrameWords.FragmentFaults(slicer.Frames)])
            yield return warning;
        if (isByTime && slicer.Counts.Disordered > 0)
        {
            yield return FormattableString.Invariant($"{slicer.Counts.Disordered} frames are out of order by time: ")
                + "parts by time overlap, and replayed together they are not the whole again";
        }

        if (slicer.Counts.NumbersCovered > 0)
        {
            yield return FormattableString.Invariant($"{slicer.Counts.NumbersCovered} numbers between those that were cut, ")
                + "which nobody captured, are noted as cut too: there were too many holes to note each";
        }

        if (format == SliceFormat.Pcap && slicer.Counts.HasNotes)
            yield return "pcap holds no notes: a replay cannot tell numbers that were cut from numbers that were lost: give a name that ends in .pcapng";
    }

    private static CommandException Nothing(SliceCounts counts, IReadOnlyList<FileReport> files)
    {
        string[] wrong = [.. CaptureFaults.Empty(files), .. CaptureFaults.Broken(files, "read")];
        string all = string.Create(CultureInfo.InvariantCulture, $"of {counts.Frames:N0} frames, {counts.Packets:N0} of them packets, ");
        string what = counts.Frames == 0 ? "there is no frame in the captures" : $"no frame matches: {all}{SliceReport.Times(counts.FirstNs, counts.LastNs)}, ";
        string cuts = counts.Frames == 0 ? "" : $"were {SliceReport.Cuts(counts)}";
        return new CommandException(string.Join('\n', [$"{what}{cuts}; nothing was written", .. wrong]));
    }
}
