using System.CommandLine;
using System.Text;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Machine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>`feedhandler bench rates`: latency of a live feed at multiples of the captured rate, each line alone and both, with what was lost.</summary>
internal sealed class BenchRatesCommand
{
    private const string Description = "Measures a live feed at multiples of the captured rate: line A alone, line B alone, and both.";

    private const string Examples = """
        Packets go out byte for byte with captured timing, compressed, and come back over multicast to a whole feed. Latency counts from when a packet was due,
        so that a sender that is late counts as latency; how late it was is told beside. Of one channel the incremental feed is sent, up to --packets and
        --seconds.

        Examples:
          feedhandler bench rates
          feedhandler bench rates day.pcapng --rates 1,8,20 --rounds 5 --core 1 --send-core 0
          feedhandler bench rates day.pcapng --hlog rates --json | jq '.totals[] | {rate, lines, lost, p99: .latencyNs.strategy.p99}'

        Exit code: 0 good; 1 a ledger is not even, or an output could not be written; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly RateArguments _rates;
    private readonly Option<string?> _hlog = Options.Text("--hlog", "Write a histogram log of each run into this folder", "FOLDER");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the result as JSON and nothing else");
    private readonly Option<string?> _out = Options.Text("--out", "Write the result as JSON to this file too", "FILE");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private BenchRatesCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = FeedArguments.OfCaptures(command);
        _rates = new RateArguments(command, "--rounds", roundsDefault: 3);
        foreach (Option option in (Option[])[_hlog, _json, _out, _followLinks]) command.Add(option);
    }

    /// <summary>The command, a part of `bench`.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("rates", Description, Examples);
        BenchRatesCommand bench = new(command, terminal);
        command.SetAction(bench.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        RatePlan plan = _rates.Read(parsed);
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        outputs.AddFile(_out.Name, parsed.GetValue(_out), isWhole: true, makesFolder: true);
        outputs.AddOpenFolder(_hlog.Name, parsed.GetValue(_hlog));
        using CaptureReceiver receiver = captures.CreateReceiver();
        CaptureNotes notes = new(captures, receiver, "sent", _terminal);
        using PacketStore store = PacketStore.Load(receiver);
        notes.OnEnd();
        RateReport report = Measure(parsed, plan, (captures, _rates.Choose(parsed, store, captures)), outputs);
        report = report.With(notes.Warnings, [.. captures.Lines.Doubts, .. notes.Failures]);
        if (parsed.GetValue(_out) is { } path) report = Save(outputs, path, report);
        if (parsed.GetValue(_json)) _terminal.Out.WriteLine(RateJson.Of(report));
        else RateText.Write(_terminal.Page, report);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private RateReport Measure(ParseResult parsed, RatePlan plan, (CaptureSet Captures, RatePackets Packets) input, OutputPlan outputs)
    {
        RateBench bench = new(input.Packets, plan);
        List<string> failures = [];
        List<RateResult> runs;
        using (new ProgressLine(_terminal, $"measuring {bench.RunCount} runs", () => bench.DoneCount))
        {
            runs = bench.Run(
                (round, run, start) =>
                {
                    if (parsed.GetValue(_hlog) is not { } folder) return;
                    if (RateLog.Write(outputs, (_hlog.Name, folder), round, run, start) is { } failure) failures.Add(failure);
                },
                _terminal.Stop);
        }

        string? commit = CaptureFinder.FindRoot(_terminal.Folder) is { } root ? SourceRevision.Read(root) : null;
        string command = "feedhandler " + string.Join(' ', parsed.Tokens.Select(static token => token.Value));
        RateReport report = new(MachineDescription.Read(commit), command, [.. input.Captures.Files.Select(static file => file.Path)], plan, input.Packets, runs)
        {
            WasStopped = _terminal.Stop.IsCancellationRequested,
            Failures = [.. RateReport.FailuresOf(runs), .. failures],
        };
        return report with { Warnings = [.. bench.Notes, .. RateReport.WarningsOf(report)] };
    }

    // What was measured is reported whether or not it can be kept.
    private RateReport Save(OutputPlan outputs, string path, RateReport report)
    {
        byte[] json = Encoding.UTF8.GetBytes(RateJson.Of(report) + "\n");
        return outputs.TryWrite(_out.Name, path, file => file.Write(json)) is { } failure ? report with { Failures = [.. report.Failures, failure] } : report;
    }
}
