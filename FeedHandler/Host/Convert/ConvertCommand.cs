using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Convert;

/// <summary>`feedhandler convert`: captures as a file of another kind.</summary>
internal sealed class ConvertCommand
{
    private const string Description =
        "Writes what is in captures as Databento Binary Encoding (DBN), Parquet, CSV or JSON Lines, by the name of the last file.";

    private const string Examples = """
        Examples:
          feedhandler convert day.pcap day.mbo.dbn.zst --schema mbo
          feedhandler convert a.pcap b.pcap day.dbn --schema mbp-10
          feedhandler convert day.pcap events.parquet
          feedhandler convert day.pcap trades.dbn.zst --schema trades --json

        The last file is written, whole or not at all; one that is there is replaced. A file of DBN has the records of one schema.
        Exit code: 0 good; 1 a capture is cut off or corrupt, it was stopped, or the disk is full; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "pcap or pcapng captures, also packed with gzip or zstd, merged by time, and last the file to write: "
            + ".dbn, .dbn.zst, .parquet, .csv or .jsonl",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly FeedArguments _feed;
    private readonly Option<string?> _lines = Options.Text(
        "--lines", "Which destination is which line, such as 224.0.31.64:14340=A; found in the captures where they prove it", "MAP");

    private readonly Option<string?> _schema = Options.Choice("--schema", "For DBN, and required then: what its records are", ConvertFormats.Schemas);
    private readonly Option<bool> _json = Options.Switch("--json", "Print the summary as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private ConvertCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_files);
        _feed = FeedArguments.OfSets(command);
        foreach (Option option in (Option[])[_lines, _schema, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("convert", Description, Examples);
        ConvertCommand convert = new(command, terminal);
        command.SetAction(convert.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] files = parsed.GetValue(_files) ?? [];
        if (files.Length < 2) throw new UsageException("give one capture at least, and behind it the file to write, such as day.mbo.dbn.zst");
        ConvertTarget target = ConvertFormats.Read(files[^1], parsed.GetValue(_schema));
        PipelineOptions options = target.Needs(_feed.Pipeline(parsed, _terminal));
        using CaptureSet captures = _feed.Open(parsed, _terminal, [.. files[..^1].Select(_terminal.PathOf)], (_lines.Name, parsed.GetValue(_lines)));
        FeedArguments.TellDoubts(captures, _terminal);
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        outputs.AddFile(ConvertTarget.Name, target.Path, isWhole: true);
        ConvertReport report = new ConvertRun(captures, options, outputs, _terminal).Run(target);
        foreach (string warning in report.Warnings) _terminal.Tell($"note: {warning}");
        foreach (string failure in report.Failures) _terminal.Tell(failure);
        if (parsed.GetValue(_json)) report.WriteJson(_terminal.Out);
        else report.WriteText(_terminal.Out);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }
}
