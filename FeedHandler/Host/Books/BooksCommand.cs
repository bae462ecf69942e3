using System.CommandLine;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Books;

/// <summary>`feedhandler books`: one instrument's book, event by event.</summary>
internal sealed class BooksCommand
{
    private const string Description = "Shows the book of one instrument as a ladder, and steps through its events when run in a terminal.";

    private const string Examples = """
        Implied quantities carry an i, the level that the event changed is in brackets.

        Examples:
          feedhandler books day.pcap
          feedhandler books day.pcap --instrument ESZ6 --at 1000
          feedhandler books day.pcap --instrument 133990 --until 14:30:00.5 --depth 5
          feedhandler books day.pcap --json | jq .bids
          feedhandler books day.pcap --orders 1000000 --by-order --depth 30
        """;

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly Option<string?> _instrument = Options.Text(
        "--instrument", "The instrument, by id or symbol (default: the one with the most updates)", "ID|SYMBOL");
    private readonly Option<long?> _at = Options.Number(
        "--at", "Show the book just after this event of the instrument (default: the last)", 0, LadderFeed.EventCountMax);
    private readonly Option<string?> _until = Options.Text(
        "--until", "Show the book as of this exchange time in UTC, such as 14:30:00.5 or \"2016-11-12 14:30:00.5\"", "TIME");
    private readonly Option<long?> _step = Options.Number("--step", "Events per key press (default 1)", 1, 1_000_000);
    private readonly Option<long?> _depth = Options.Number("--depth", "Prices to show on each side (default 10)", 1, 1000);
    private readonly Option<bool> _byOrder = Options.Switch("--by-order", "With --orders: show the levels that orders make up, of any depth");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the book as JSON and nothing else");

    private BooksCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = new FeedArguments(command);
        foreach (Option option in (Option[])[_instrument, _at, _until, _step, _depth, _byOrder, _json]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("books", Description, Examples);
        BooksCommand books = new(command, terminal);
        command.SetAction(books.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_at) is not null && parsed.GetValue(_until) is not null)
            throw new UsageException("--at and --until both say where to stand: give one of them");
        PipelineOptions options = _feed.Pipeline(parsed, _terminal) with { IsInline = true, HasStamps = false };
        if (parsed.GetValue(_byOrder) && options.OrdersMax == 0)
            throw new UsageException($"{_byOrder.Name}: no books by order are kept, add --orders with room for so many");
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        FeedReport report = ReplaySession.Look(captures, options, [], _terminal);
        try
        {
            return Show(parsed, captures, options, report);
        }
        finally
        {
            ReplaySession.Tell(report, _terminal); // behind a ladder on the screen, which begins by clearing it, and beside an instrument that is not found
        }
    }

    private int Show(ParseResult parsed, CaptureSet captures, PipelineOptions options, FeedReport report)
    {
        if (report.Run.WasStopped) return TellStopped(parsed, report);
        InstrumentReport instrument = Choose(report, parsed.GetValue(_instrument));
        if (LadderFeed.Read(captures, options, instrument, _terminal) is not { } events) return TellStopped(parsed, report);
        if (events.Count == LadderFeed.EventCountMax)
            _terminal.Tell($"{instrument.Title} has more events than are kept; shown are the first {LadderFeed.EventCountMax}");
        using Ladder ladder = new(events, instrument, options.OrdersMax);
        ladder.MoveTo(Position(parsed, ladder));
        Show(parsed, ladder, report);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    // A book that was read in part is as good as none: nothing in it says where it stands.
    private int TellStopped(ParseResult parsed, FeedReport report)
    {
        if (parsed.GetValue(_json)) LadderJson.Write(_terminal.Out, ladder: null, report.Warnings, report.Failures);
        _terminal.Tell("stopped before the end: the captures were read in part, so there is no book to show");
        return ExitCode.CheckFailed;
    }

    private static InstrumentReport Choose(FeedReport report, string? name)
    {
        if (name is not null) return InstrumentChoice.Only(report.Instruments, name);
        if (report.Instruments.Count > 0) return report.Instruments[0];
        throw new CommandException($"{report.Files[0].Path}: no instrument in it, so there is no book to show");
    }

    private int Position(ParseResult parsed, Ladder ladder)
    {
        if (parsed.GetValue(_until) is { } until) return PositionAt(ladder, until);
        long? at = parsed.GetValue(_at);
        if (at > ladder.Count) throw new UsageException($"--at {at}: {ladder.Instrument.Title} has {ladder.Count} events, give 0 to {ladder.Count}");
        return (int)(at ?? ladder.Count);
    }

    private static int PositionAt(Ladder ladder, string until)
    {
        // Of a time of day the day is the exchange's: a capture may have been stamped days later, or not at all.
        if (ladder.FirstTransactTimeNs is not { } dayNs)
            throw new UsageException($"--until {until}: no event of {ladder.Instrument.Title} has an exchange time: give --at with the event's number");
        return ladder.PositionAt(TimeText.Require("--until", until, dayNs));
    }

    private void Show(ParseResult parsed, Ladder ladder, FeedReport report)
    {
        if (parsed.GetValue(_json))
        {
            LadderJson.Write(_terminal.Out, ladder, report.Warnings, report.Failures);
            return;
        }

        LadderView view = new(_terminal, (int)(parsed.GetValue(_depth) ?? 10), parsed.GetValue(_byOrder));
        bool isStill = parsed.GetValue(_at) is not null || parsed.GetValue(_until) is not null;
        if (_terminal.ReadKey is null) view.Draw(ladder, isScreen: false);
        else Step(parsed, ladder, view, isStill);
    }

    private void Step(ParseResult parsed, Ladder ladder, LadderView view, bool isStill)
    {
        if (!isStill) ladder.MoveTo(1); // who steps through events begins with the first
        int stepCount = (int)(parsed.GetValue(_step) ?? 1);
        new LadderSession(ladder, stepCount, _terminal.ReadKey!, () => view.Draw(ladder, isScreen: true)).Run(_terminal.Stop);
    }
}
