using System.CommandLine;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Inspect;
using FeedHandler.Host.Replay;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Diff;

/// <summary>The arguments that say what is compared with what.</summary>
internal sealed class DiffArguments
{
    private const long DifferencesMaxDefault = 10_000;

    // What this machine dropped is no function of the feed.
    private static readonly EventKind[] Kinds = [.. EventWords.AllKinds.Where(static kind => kind is not (EventKind.Doubt or EventKind.DoubtEnd))];

    private readonly Argument<string?> _a = Side("A", "A capture, or events as --events writes them; - is standard input");
    private readonly Argument<string?> _b = Side("B", "The same, to be compared with it");
    private readonly Option<string[]?>[] _also = [Also('a'), Also('b')];
    private readonly Option<string?>[] _linesOf = [LinesOf('a'), LinesOf('b')];
    private readonly Option<string?> _lines =
        Options.Text("--lines", "Which destination of the captures is which line, as for replay; found in the captures where they prove it", "MAP");

    private readonly Option<string?> _instrument = Options.Text(
        "--instrument", "Compare the events of this instrument only, by id or symbol, also of one channel as 310:ESZ6", "ID|SYMBOL");
    private readonly Option<string?> _kinds = Options.Text("--kinds", $"Compare events of these kinds only: {EventKinds.Words(Kinds)}", "KIND,KIND");
    private readonly Option<long?> _limit = Options.Number(
        "--limit", "Pass over the rest of a channel after so many differences (default 10000)", 1, 1_000_000);

    private readonly FeedArguments _feed;

    /// <summary>Adds the arguments to a command.</summary>
    public DiffArguments(Command command)
    {
        command.Add(_a);
        command.Add(_b);
        foreach (Option option in (Option[])[.. _also, _lines, .. _linesOf]) command.Add(option);
        _feed = FeedArguments.OfSets(command);
        foreach (Option option in (Option[])[_instrument, _kinds, _limit]) command.Add(option);
    }

    /// <summary>How captures are replayed.</summary>
    public PipelineOptions Pipeline(ParseResult parsed, Terminal terminal) => _feed.Pipeline(parsed, terminal) with { IsInline = true, HasStamps = false };

    /// <summary>Opens a side.</summary>
    /// <exception cref="CommandException">It cannot be compared.</exception>
    public SideInput Open(ParseResult parsed, Terminal terminal, DiffSide side)
    {
        string? path = parsed.GetValue(side == DiffSide.A ? _a : _b);
        if (path is null || parsed.GetValue(_b) is null) throw new UsageException("two are compared: give A and B, each a capture or a file of events");
        if (path == InspectInput.StandardInput && parsed.GetValue(_a) == parsed.GetValue(_b))
            throw new UsageException("-: standard input can be read only once");
        string[] paths = [.. ((string[])[path, .. parsed.GetValue(_also[(int)side]) ?? []])
            .Select(named => named == InspectInput.StandardInput ? named : terminal.PathOf(named))];
        (string Option, string? Map) lines = LinesOf(parsed, side);
        SideInput input = SideInput.Open(side, paths, terminal, captures => _feed.Open(parsed, terminal, captures, lines));
        if (input.Captures is null && parsed.GetValue(_linesOf[(int)side]) is not null)
        {
            input.Dispose();
            throw new UsageException($"{_linesOf[(int)side].Name}: {side} is no capture, and its events say their channels: leave it out");
        }

        return input;
    }

    /// <summary>Refuses what is said of captures where there are none.</summary>
    /// <exception cref="CommandException">There are none.</exception>
    public void RequireUsed(ParseResult parsed, SideInput a, SideInput b)
    {
        if (parsed.GetValue(_lines) is not null && a.Captures is null && b.Captures is null)
            throw new UsageException($"{_lines.Name}: neither A nor B is a capture, and events say their channels: leave it out");
    }

    /// <summary>What is compared, and how far.</summary>
    /// <exception cref="CommandException">There is no such kind or instrument.</exception>
    public ComparisonSettings Settings(ParseResult parsed, Terminal terminal, SideInput a, SideInput b, PipelineOptions options)
    {
        HashSet<EventKind> kinds = parsed.GetValue(_kinds) is { } typed ? [.. EventKinds.Read(_kinds.Name, typed, Kinds)] : [];
        InstrumentName? name = parsed.GetValue(_instrument) is { } named ? InstrumentName.Read(named) : null;
        IReadOnlyList<InstrumentReport> known = name is { IsById: false } && (a.Captures ?? b.Captures) is { } captures
            ? Find(ReplaySession.Look(captures, options, sinks: [], terminal).Instruments, captures, name)
            : [];
        terminal.Stop.ThrowIfCancellationRequested();
        Narrowing narrowing = new() { Kinds = kinds, Name = name, Known = known };
        return new ComparisonSettings(narrowing, parsed.GetValue(_limit) ?? DifferencesMaxDefault, options.InstrumentsMax);
    }

    /// <summary>Refuses an instrument that neither side has.</summary>
    /// <exception cref="CommandException">No event of it was met.</exception>
    public void RequireMet(ParseResult parsed, Narrowing narrowing)
    {
        if (!narrowing.IsOfInstrument || narrowing.HasMetInstrument) return;
        string advice = narrowing.Name!.IsById || narrowing.Known.Count > 0 ? "" : "; lines without symbols are searched by id";
        throw new UsageException($"{_instrument.Name} {parsed.GetValue(_instrument)}: no event of it on either side{advice}");
    }

    // Of captures whose channel nobody named the number is that of the other side.
    private static IReadOnlyList<InstrumentReport> Find(IReadOnlyList<InstrumentReport> instruments, CaptureSet captures, InstrumentName name)
    {
        bool isUnnamed = captures.Lines.Feed.ChannelIds is [ChannelPairing.Unnamed];
        return InstrumentChoice.All(instruments, isUnnamed && name.InChannel.Length > 0 ? name.InChannel : name.Symbol);
    }

    private (string Option, string? Map) LinesOf(ParseResult parsed, DiffSide side)
    {
        Option<string?> own = _linesOf[(int)side];
        if (parsed.GetValue(own) is not { } map) return (_lines.Name, parsed.GetValue(_lines));
        return parsed.GetValue(_lines) is null
            ? (own.Name, map)
            : throw new UsageException($"{own.Name} and {_lines.Name} both say the lines of {side}: give {_lines.Name} for both, or each its own");
    }

    private static Argument<string?> Side(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static Option<string[]?> Also(char side) => new($"--also-{side}")
    {
        Description = $"Another capture of {char.ToUpperInvariant(side)}, merged by time; several, each with its own --also-{side}",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private static Option<string?> LinesOf(char side) => Options.Text($"--lines-{side}", $"The lines of {char.ToUpperInvariant(side)} alone", "MAP");
}
