using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Inspect;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Slice;

/// <summary>The arguments that say what to keep of captures.</summary>
internal sealed class SliceArguments
{
    private readonly Option<string?> _from = Options.Text(
        "--from", "Keep what was captured at this time in UTC or later, such as 14:30:00.5 or \"2016-11-12 14:30:00.5\"", "TIME");
    private readonly Option<string?> _to = Options.Text("--to", "Keep what was captured before this time", "TIME");
    private readonly Option<string[]> _packets = Several("--packets", "Keep these datagrams, counted from 1 as inspect counts them", "N-M");
    private readonly Option<string[]> _sequence = Several("--seq", "Keep packets with these sequence numbers", "A-B");
    private readonly Option<string[]> _groups = Several("--group", "Keep what was sent to this destination", "ADDRESS:PORT");
    private readonly Option<string[]> _instruments = Several(
        "--instrument", "Keep packets that concern this instrument, by id or symbol, also of one channel as 310:ESZ6", "ID|SYMBOL");
    private readonly Option<string?> _lines = Options.Text(
        "--lines", "Which destination is which line, to note by channel what was cut; found in the captures where they prove it", "MAP");

    /// <summary>Adds the arguments to a command.</summary>
    public SliceArguments(Command command)
    {
        foreach (Option option in (Option[])[_from, _to, _packets, _sequence, _groups, _instruments, _lines]) command.Add(option);
    }

    /// <summary>Which destination is which line, after <see cref="Read"/>; null where nobody said and the captures do not prove it.</summary>
    public LineMap? Lines { get; private set; }

    /// <summary>What to keep.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="paths">The captures.</param>
    /// <param name="input">The same, open.</param>
    /// <param name="terminal">Who is told, and may stop it.</param>
    /// <exception cref="CommandException">What was typed is wrong, or the captures have no such instrument.</exception>
    public SliceCriteria Read(ParseResult parsed, IReadOnlyList<string> paths, SliceInput input, Terminal terminal)
    {
        long? fromNs = Time(parsed, _from, input);
        long? toNs = Time(parsed, _to, input);
        if (fromNs >= toNs)
            throw new UsageException($"{_to.Name} {parsed.GetValue(_to)}: not later than {_from.Name} {parsed.GetValue(_from)}: nothing lies between");
        using CaptureSet? captures = Open(parsed, paths, terminal);
        Lines = captures?.Lines;
        return new SliceCriteria
        {
            FromNs = fromNs ?? long.MinValue,
            ToNs = toNs,
            Packets = Ranges(parsed, _packets, least: 1),
            Numbers = Ranges(parsed, _sequence, least: 0),
            Groups = [.. (parsed.GetValue(_groups) ?? []).Select(Group)],
            Instruments = Instruments(parsed, captures, terminal),
        };
    }

    private static Option<string[]> Several(string name, string description, string helpName) =>
        new(name) { Description = $"{description}; may be repeated", HelpName = helpName };

    private static long? Time(ParseResult parsed, Option<string?> option, SliceInput input) =>
        parsed.GetValue(option) is { } text ? TimeText.Require(option.Name, text, input.FirstNs() ?? 0) : null;

    private static List<(ulong First, ulong Last)> Ranges(ParseResult parsed, Option<string[]> option, ulong least)
    {
        List<(ulong First, ulong Last)> ranges = [];
        foreach (string text in parsed.GetValue(option) ?? [])
        {
            if (!FilterRange.TryParse(text, out FilterRange range) || range.First < least)
                throw new UsageException($"{option.Name} {text}: not a whole number{(least > 0 ? " from 1 on" : "")} or a range, give such as 10 or 10-20");
            ranges.Add((range.First, range.Last));
        }

        return ranges;
    }

    private UdpEndpoint Group(string text) => UdpEndpoint.TryParse(text, out UdpEndpoint group)
        ? group
        : throw new UsageException($"{_groups.Name} {text}: not a destination, give ADDRESS:PORT such as 224.0.31.64:14340");

    // Only a replay tells which instruments there are, and what their symbols are.
    private IReadOnlyList<SliceInstrument> Instruments(ParseResult parsed, CaptureSet? captures, Terminal terminal)
    {
        string[] names = parsed.GetValue(_instruments) ?? [];
        if (names.Length == 0) return [];
        FeedReport report = ReplaySession.Look(captures!, new PipelineOptions(), sinks: [], terminal);
        terminal.Stop.ThrowIfCancellationRequested();
        return [.. names.SelectMany(name => InstrumentChoice.All(report.Instruments, name))
            .Select(static instrument => new SliceInstrument((int)instrument.SecurityId, instrument.ChannelId))];
    }

    // A slice by place or time may be of anything: only instruments cannot be found without lines.
    private CaptureSet? Open(ParseResult parsed, IReadOnlyList<string> paths, Terminal terminal)
    {
        try
        {
            return CaptureSet.Open(new CaptureSettings([.. paths.Select(terminal.PathOf)], parsed.GetValue(_lines), CaptureSet.TrailerNames[0]));
        }
        catch (LinesException failure)
        {
            throw new UsageException($"{_lines.Name}: {failure.Message}");
        }
        catch (FeedException) when (parsed.GetValue(_lines) is null && parsed.GetValue(_instruments) is not { Length: > 0 })
        {
            return null;
        }
    }
}
