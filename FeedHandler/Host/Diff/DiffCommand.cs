using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Diff.Output;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Diff;

/// <summary>`feedhandler diff`: where two event streams, of captures or as they were written, are not the same.</summary>
internal sealed class DiffCommand
{
    private const string Description = "Compares the events of two captures, or of events that were written, and shows where they first differ.";

    private const string Examples = """
        Examples:
          feedhandler diff before.pcap after.pcap
          feedhandler replay day.pcap --events pinned.jsonl && feedhandler diff day.pcap pinned.jsonl
          feedhandler diff old.pcap new.pcap --lines-a 224.0.31.64:14340=A,224.0.32.64:15340=B
          feedhandler diff day.pcap pinned.jsonl.gz --instrument ESZ6 --kinds book,trade
          feedhandler diff day.pcap pinned.jsonl --json | jq .first

        Exit code: 0 equal; 1 different, damaged, or stopped before the end; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly DiffArguments _arguments;
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");

    private DiffCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _arguments = new DiffArguments(command);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("diff", Description, Examples);
        DiffCommand diff = new(command, terminal);
        command.SetAction(diff.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        PipelineOptions options = _arguments.Pipeline(parsed, _terminal);
        using SideInput a = _arguments.Open(parsed, _terminal, DiffSide.A);
        using SideInput b = _arguments.Open(parsed, _terminal, DiffSide.B);
        _arguments.RequireUsed(parsed, a, b);
        foreach (SideInput side in (SideInput[])[a, b])
        {
            if (side.Captures is { } captures) FeedArguments.TellDoubts(captures, _terminal);
        }

        ComparisonSettings settings = _arguments.Settings(parsed, _terminal, a, b, options);
        DiffReport report = new DiffRun(a, b, options, settings, _terminal).Run();
        if (!report.IsStopped) _arguments.RequireMet(parsed, settings.Narrowing);
        report = report with { A = Placed(report, DiffSide.A, options), B = Placed(report, DiffSide.B, options) };
        if (parsed.GetValue(_json)) DiffJson.Write(_terminal.Out, report);
        else new DiffText(_terminal.Out, report).Write();
        return report.AreEqual ? ExitCode.Good : ExitCode.CheckFailed;
    }

    private SideReport Placed(DiffReport report, DiffSide side, PipelineOptions options)
    {
        SideReport one = report[side];
        if (one.Input.Captures is not { } captures || report.First?[side] is not { } due) return one;
        return one with { Packet = PacketPlace.Find(captures, options, due, _terminal.Stop) };
    }
}
