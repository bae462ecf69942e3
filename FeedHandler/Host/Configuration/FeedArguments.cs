using System.CommandLine;
using FeedHandler.Core.Arbitration;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Journals;

namespace FeedHandler.Host.Configuration;

/// <summary>The arguments that say what to read: every command has them.</summary>
internal sealed class FeedArguments
{
    private const int NsPerUs = 1000;
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "pcap or pcapng captures, also packed with gzip or zstd, merged by time; without one, the repository's own capture",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly VenueChoice? _venue;
    private readonly Option<string?> _lines = Options.Text(
        "--lines",
        "Which destination is which line, such as 224.0.31.64:14340=A,224.0.32.64:15340=B, or with channel and role 224.0.31.64:14340=340/incremental/A; "
        + "found in the captures where they prove it",
        "MAP");

    private readonly Option<string?> _trailer = Options.Choice(
        "--trailer", "Take receive times from the trailers of a capture appliance (default none)", CaptureSet.TrailerNames);

    private readonly JournalFrom _journalFrom = new();

    private readonly Option<long?> _gapCount = Options.Number(
        "--gap-count", "Give a missing packet up when one this far ahead has come, counted from the first missing (default 64)", 1, 4096);

    private readonly Option<long?> _gapTime = Options.Number(
        "--gap-time-us", "Give a missing packet up when one ahead of it has waited this many microseconds (default 1000)", 0, 60_000_000);

    private readonly Option<long?> _instrumentsMax =
        Options.Number("--instruments-max", "How many instruments to make room for (default 16384)", 1, PipelineOptions.InstrumentsMaxLimit);

    private readonly Option<long?> _ordersMax = Options.Number(
        "--orders", "Keep books by order, with room for so many resting orders of a channel (default 0: none)", 0, PipelineOptions.OrdersMaxLimit);

    /// <summary>Adds the arguments to a command.</summary>
    public FeedArguments(Command command)
    {
        command.Add(_files);
        _venue = new VenueChoice(command, FeedVenue.Cme.Name);
        foreach (Option option in (Option[])[_lines, _trailer, _journalFrom.Option, _gapCount, _gapTime, _instrumentsMax, _ordersMax]) command.Add(option);
    }

    private FeedArguments(VenueChoice? venue = null) => _venue = venue;

    /// <summary>Adds only the arguments that say which captures: for a command that does not decode them.</summary>
    public static FeedArguments OfCaptures(Command command)
    {
        FeedArguments arguments = new();
        command.Add(arguments._files);
        command.Add(arguments._lines);
        command.Add(arguments._trailer);
        command.Add(arguments._journalFrom.Option);
        return arguments;
    }

    /// <summary>Adds all but the files and their lines: for a command that names several sets of captures.</summary>
    public static FeedArguments OfSets(Command command)
    {
        FeedArguments arguments = new(new VenueChoice(command, FeedVenue.Cme.Name));
        Option[] options = [arguments._trailer, arguments._gapCount, arguments._gapTime, arguments._instrumentsMax, arguments._ordersMax];
        foreach (Option option in options) command.Add(option);
        return arguments;
    }

    /// <summary>Opens the captures that were named, or the repository's own.</summary>
    /// <exception cref="CommandException">One cannot be read.</exception>
    public CaptureSet Open(ParseResult parsed, Terminal terminal)
    {
        string[] named = parsed.GetValue(_files) ?? [];
        string[] paths = named.Length > 0 ? [.. named.Select(terminal.PathOf)] : [CaptureFinder.Find(terminal.Folder)];
        return Open(parsed, terminal, paths, (_lines.Name, parsed.GetValue(_lines)));
    }

    /// <summary>What was typed to say which captures, for a command line that reads the same.</summary>
    public IEnumerable<string> Typed(ParseResult parsed) =>
    [
        .. parsed.GetValue(_files) ?? [],
        .. ((Option<string?>[])[_lines, _trailer]).SelectMany(option => parsed.GetValue(option) is { } value ? (string[])[option.Name, value] : []),
    ];

    /// <summary>Opens one of several sets of captures.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="paths">The captures.</param>
    /// <param name="lines">Their line map, null for none, and the option that gives it.</param>
    /// <exception cref="CommandException">One cannot be read.</exception>
    public CaptureSet Open(ParseResult parsed, Terminal terminal, IReadOnlyList<string> paths, (string Option, string? Map) lines)
    {
        terminal.Redirected.RequireApart(terminal, paths);
        try
        {
            return CaptureSet.Open(new CaptureSettings(paths, lines.Map, parsed.GetValue(_trailer) ?? CaptureSet.TrailerNames[0])
            {
                JournalStart = _journalFrom.Read(parsed, paths),
            });
        }
        catch (LinesException failure)
        {
            throw new UsageException($"{lines.Option}: {failure.Message}");
        }
    }

    /// <summary>Tells on standard error, before anything else, what the captures prove against the lines as they were typed.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="terminal">Who is told.</param>
    public static void TellDoubts(CaptureSet captures, Terminal terminal)
    {
        foreach (string doubt in captures.Lines.Doubts) terminal.Tell(doubt);
    }

    /// <summary>What a command may write beside the captures that it reads.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <param name="followsLinks">Whether outputs may be symbolic links.</param>
    public static OutputPlan Outputs(CaptureSet captures, Terminal terminal, bool followsLinks)
    {
        OutputPlan plan = new(terminal, followsLinks);
        plan.AddInputs(captures.Files.Select(static file => file.Path));
        return plan;
    }

    /// <summary>How captures become events, as far as it is said here.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where paths begin.</param>
    public PipelineOptions Pipeline(ParseResult parsed, Terminal terminal) => new()
    {
        Venue = Venue(parsed, terminal),
        InstrumentsMax = (int)(parsed.GetValue(_instrumentsMax) ?? PipelineOptions.InstrumentsMaxDefault),
        OrdersMax = (int)(parsed.GetValue(_ordersMax) ?? 0),
        Arbitration = Arbitration(parsed),
    };

    // A journal is what its feed sent on, whichever venue that had.
    private FeedVenue Venue(ParseResult parsed, Terminal terminal)
    {
        string[] named = parsed.GetValue(_files) ?? [];
        bool areJournals = named.Length > 0 && Array.TrueForAll(named, name => JournalFiles.Are(terminal.PathOf(name)));
        return areJournals && _venue?.IsGiven(parsed) != true ? FeedVenue.Normalized : _venue?.Read(parsed, terminal) ?? FeedVenue.Cme;
    }

    private ArbitrationOptions Arbitration(ParseResult parsed)
    {
        ArbitrationOptions defaults = new();
        return defaults with
        {
            GapCountMax = (int)(parsed.GetValue(_gapCount) ?? defaults.GapCountMax),
            GapTimeNsMax = (parsed.GetValue(_gapTime) * NsPerUs) ?? defaults.GapTimeNsMax,
        };
    }
}
