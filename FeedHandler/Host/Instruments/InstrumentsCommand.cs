using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Instruments;

/// <summary>`feedhandler instruments`: what the venue says of instruments.</summary>
internal sealed class InstrumentsCommand
{
    private const string Description = "Shows the instruments of captures as the venue defines them: symbol, maturity, tick, display factor, depth, legs.";

    private const string Examples = """
        Of one instrument everything is shown that was told.

        Examples:
          feedhandler instruments day.pcap
          feedhandler instruments day.pcap --instrument ESZ6
          feedhandler instruments day.pcap --json | jq '.instruments[].definition.maturityDate'
        """;

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly Option<string?> _instrument = Options.Text("--instrument", "Show this instrument in full, by id or symbol", "ID|SYMBOL");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the instruments as JSON and nothing else");

    private InstrumentsCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = new FeedArguments(command);
        command.Add(_instrument);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("instruments", Description, Examples);
        InstrumentsCommand instruments = new(command, terminal);
        command.SetAction(instruments.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        PipelineOptions options = _feed.Pipeline(parsed, _terminal) with { IsInline = true, HasStamps = false };
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        FeedReport report = ReplaySession.Look(captures, options, [], _terminal);
        try
        {
            Show(parsed, report);
        }
        finally
        {
            ReplaySession.Tell(report, _terminal);
        }

        if (report.Run.WasStopped) _terminal.Tell("stopped before the end: instruments are shown as far as the captures were read");
        return report.Failures.Count > 0 || report.Run.WasStopped ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private void Show(ParseResult parsed, FeedReport report)
    {
        string? name = parsed.GetValue(_instrument);
        IReadOnlyList<InstrumentReport> shown = name is null
            ? [.. report.Instruments.OrderBy(static instrument => instrument.Channel).ThenBy(static instrument => instrument.Index)]
            : InstrumentChoice.All(report.Instruments, name);
        if (parsed.GetValue(_json)) InstrumentList.WriteJson(_terminal.Out, report, shown);
        else if (name is null) InstrumentList.WriteTable(new TextPage(_terminal.Out), shown);
        else foreach (InstrumentReport instrument in shown) InstrumentList.WriteFull(new TextPage(_terminal.Out), instrument);
    }
}
