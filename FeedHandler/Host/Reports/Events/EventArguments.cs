using System.CommandLine;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Reports.Events;

/// <summary>The arguments that say what is written of the events, and where.</summary>
internal sealed class EventArguments
{
    private static readonly string[] Packed = [".gz", ".zst", ".bz2", ".xz", ".zip"];
    private readonly Option<string?> _events;
    private readonly Option<string?> _format;
    private readonly Option<string?> _from = Options.Text("--from", "Write events that the exchange made at this time in UTC or later", "TIME");
    private readonly Option<string?> _to = Options.Text("--to", "Write events that the exchange made before this time", "TIME");
    private readonly Option<string?> _kinds = Options.Text("--kinds", "Write events of these kinds only, such as trade,status", "A,B");
    private readonly Option<string[]?> _instrument;
    private readonly bool _isLive;

    /// <summary>Adds the arguments to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="events">What is said of the file.</param>
    /// <param name="instrument">What is said of instruments.</param>
    /// <param name="isLive">Whether events are written as they happen, to no other place than a file.</param>
    public EventArguments(Command command, string events, string instrument, bool isLive)
    {
        _isLive = isLive;
        _events = Options.Text("--events", events, isLive ? "FILE" : "FILE|-");
        string[] formats = [.. EventFormats.Names.Where(name => !isLive || name != "parquet")];
        _format = Options.Choice("--events-format", "The kind of file (default by its extension, else jsonl)", formats);
        _instrument = new Option<string[]?>("--instrument") { Description = instrument, HelpName = "ID|SYMBOL", Arity = ArgumentArity.OneOrMore };
        foreach (Option option in (Option[])[_events, _format, _instrument, _kinds]) command.Add(option);
        if (isLive) return;
        command.Add(_from);
        command.Add(_to);
    }

    /// <summary>The option that names the file.</summary>
    public string Name => _events.Name;

    /// <summary>The file as typed; null for none.</summary>
    public string? PathOf(ParseResult parsed) => parsed.GetValue(_events);

    /// <summary>The instruments as typed, each once; empty for all.</summary>
    public IReadOnlyList<string> InstrumentsOf(ParseResult parsed) => [.. (parsed.GetValue(_instrument) ?? []).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads what is asked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>What is to be written; null without a file.</returns>
    /// <exception cref="UsageException">It makes no sense, or nothing can be so.</exception>
    public EventRequest? Read(ParseResult parsed)
    {
        if (PathOf(parsed) is not { } path)
        {
            RequireNone(parsed);
            return null;
        }

        EventRequest request = new(path, FormatOf(parsed, path), TimeOf(parsed, _from), TimeOf(parsed, _to), KindsOf(parsed), InstrumentsOf(parsed));
        if (request.From?.IsOfDay == request.To?.IsOfDay) RequireOrder(request, dayNs: 0);
        RequireInstruments(request);
        return request;
    }

    /// <summary>Accepts times between which an event can be.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="dayNs">A time on the day of times of day.</param>
    /// <exception cref="UsageException">None can.</exception>
    public void RequireOrder(EventRequest request, long dayNs)
    {
        if (request is { From: { } from, To: { } to } && from.OnDay(dayNs) >= to.OnDay(dayNs))
            throw new UsageException($"{_from.Name} {from.Text} is not before {_to.Name} {to.Text}: no event can be between");
    }

    /// <summary>What was asked of the events, in words.</summary>
    public string Words(EventRequest request) => string.Join(", ", ((string?[])
    [
        request.From is { } from ? $"{_from.Name} {from.Text}" : null,
        request.To is { } to ? $"{_to.Name} {to.Text}" : null,
        .. request.Instruments.Select(name => $"{_instrument.Name} {name}"),
        request.Kinds is { } kinds ? $"{_kinds.Name} {string.Join(',', kinds.Select(EventWords.Of))}" : null,
    ]).OfType<string>());

    private void RequireNone(ParseResult parsed)
    {
        Option[] others = _isLive ? [_format, _instrument, _kinds] : [_format, _from, _to, _kinds];
        if (Array.Find(others, option => parsed.GetResult(option) is not null) is { } option)
            throw new UsageException($"{option.Name} says what {_events.Name} writes: name with {_events.Name} the file");
    }

    private EventFormat FormatOf(ParseResult parsed, string path)
    {
        if (Packed.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"{_events.Name} {path}: events are written unpacked: leave out {Path.GetExtension(path)}, and pack it after");
        EventFormat format = EventFormats.Of(parsed.GetValue(_format), path);
        if (format == EventFormat.Parquet && path == "-")
            throw new UsageException($"{_format.Name} parquet: Parquet is of use only as a whole file: give {_events.Name} a file, or take jsonl or csv");
        if (format != EventFormat.Parquet || !_isLive) return format;
        throw new UsageException(
            $"{_events.Name} {path}: a live feed is not written as Parquet, which makes garbage while packets come and is of use only when it is whole: "
            + "write jsonl or csv, or record it and replay the recording");
    }

    private void RequireInstruments(EventRequest request)
    {
        bool isOfChannels = request.Kinds is { } kinds
            && kinds.All(static kind => kind is EventKind.Gap or EventKind.ChannelReset or EventKind.Doubt or EventKind.DoubtEnd);
        if (isOfChannels && request.Instruments.Count > 0)
        {
            throw new UsageException(
                $"{Words(request)}: these kinds are of a whole channel and no instrument: leave out {_instrument.Name}, or name other kinds");
        }
    }

    private static EventTime? TimeOf(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetResult(option) is null || parsed.GetValue(option) is not { } text) return null;
        TimeText.Require(option.Name, text, dayNs: 0);
        return new EventTime(text);
    }

    private List<EventKind>? KindsOf(ParseResult parsed) =>
        parsed.GetValue(_kinds) is { } text ? EventKinds.Read(_kinds.Name, text, EventWords.AllKinds) : null;
}
