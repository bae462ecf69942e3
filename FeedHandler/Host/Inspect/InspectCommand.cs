using System.CommandLine;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Host.Inspect.Output;
using FeedHandler.Host.Schema;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Inspect;

/// <summary>`feedhandler inspect`: every message of a capture with every field.</summary>
internal sealed class InspectCommand
{
    private const string Description = "Shows every packet and message of captures, with every field of any SBE schema.";

    private const string Examples = """
        Filters: template=46 (or a name), name=Book, security=133990, seq=5615-5620, packet=7, line=A, channel=310, role=snapshot,
        dest=224.0.31.64:14340, or any field's name such as MDEntryType=Trade. Different ones must all hold; of the same one, any value does.

        Examples:
          feedhandler inspect day.pcap --count 10
          feedhandler inspect day.pcapng.gz --filter template=46,security=133990 --hex
          feedhandler inspect other-venue.pcap --schema venue.xml --framing none
          feedhandler inspect orders.pcap --tcp --schema ilinkbinary.xml --framing none
          tcpdump -i eth0 -w - udp | feedhandler inspect - --json | jq .name
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "pcap or pcapng captures, also packed with gzip or zstd, merged by time; - is standard input; without one, the repository's own capture",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _schemas = new("--schema")
    {
        Description = "A schema to decode by, besides the built-in ones, CME MDP 3.0 and the normalized one; may be repeated",
        HelpName = "XML",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _framing = Options.Choice("--framing", "How packets hold messages (default auto)", Framings.Names);
    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Show only messages for which KEY=VALUE holds; more are separated by commas or repeated. "
            + "Of a set, the name of a bit finds every value with that bit, a number only that value",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _lines = Options.Text(
        "--lines", "Which destination is which line, such as 224.0.31.64:14340=A, or with channel and role 224.0.31.64:14340=340/incremental/A", "MAP");

    private readonly Option<bool> _json = Options.Switch("--json", "Print one JSON object for each message, on a line of its own");
    private readonly Option<bool> _tcp = Options.Switch("--tcp", "Put TCP streams in order too, and show the messages that are found in them");
    private readonly Option<bool> _hex = Options.Switch("--hex", "Print the bytes of each message, each with what it is");
    private readonly Option<long?> _count = Options.Number("--count", "Show this many messages at most (default: all)", 1, long.MaxValue);

    private InspectCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_files);
        foreach (Option option in (Option[])[_schemas, _framing, _filter, _lines, _tcp, _json, _hex, _count]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("inspect", Description, Examples);
        InspectCommand inspect = new(command, terminal);
        command.SetAction(inspect.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool isJson = parsed.GetValue(_json);
        bool isHex = parsed.GetValue(_hex);
        if (isJson && isHex) throw new UsageException("--json and --hex are two ways to print: give one of them");
        InspectPaths paths = InspectPaths.Of(parsed.GetValue(_files) ?? [], _terminal);
        InspectSettings settings = Settings(parsed, paths);
        SbeSchema[] given = [.. (parsed.GetValue(_schemas) ?? []).Select(path => SchemaFile.Require(path, _terminal))];
        SchemaCatalog catalog = new(given);
        FilterCheck check = new(catalog.Schemas);
        check.Require(settings.Filter);
        LearnSymbols(paths, catalog, settings);
        using OutputBuffer output = new(_terminal.OpenOut());
        using InspectInput input = new(paths.All, _terminal, output.Flush);
        using JsonSink? json = isJson ? new JsonSink(output) : null;
        Inspector inspector = new(catalog, settings, json ?? (IMessageSink)new TextSink(output, isHex));
        int code = Inspect(input, inspector, settings, output);
        if (!output.IsClosed && settings.Lines is { Doubts.Count: > 0 }) code = ExitCode.CheckFailed;
        if (!output.IsClosed && !_terminal.Stop.IsCancellationRequested && inspector.Counts.Shown == 0) check.RequireFound(settings.Filter, inspector.Counts);
        return code;
    }

    // A definition may come behind what it names, so plain files are read for symbols first; of a pipe, what has come so far is known.
    private void LearnSymbols(InspectPaths paths, SchemaCatalog catalog, InspectSettings settings)
    {
        if (settings.Filter.Symbols is null || paths.Plain.Count == 0) return;
        using InspectInput input = new(paths.Plain, _terminal, static () => { });
        Inspector inspector = new(catalog, settings with { CountMax = long.MaxValue }, new SilentSink());
        FrameDecoder decoder = DecoderOf(settings.Lines);
        while (!_terminal.Stop.IsCancellationRequested && input.TryRead(out CaptureRecord record))
        {
            decoder.Origin = input.Index;
            if (decoder.TryGetUdp(record, out UdpDatagram datagram)) inspector.OnPacket(datagram, record.Options);
        }
    }

    private int Inspect(InspectInput input, Inspector inspector, InspectSettings settings, OutputBuffer output)
    {
        FrameDecoder decoder = DecoderOf(settings.Lines);
        InspectStreams? streams = settings.PutsStreamsInOrder ? new InspectStreams(inspector, decoder) : null;
        bool isWhole = false;
        using (new ProgressLine(_terminal, "inspecting", () => input.RecordCount, share: () => input.Share))
        {
            while (!inspector.IsDone && !output.IsClosed && !_terminal.Stop.IsCancellationRequested)
            {
                if (!input.TryRead(out CaptureRecord record))
                {
                    isWhole = !_terminal.Stop.IsCancellationRequested; // a stop ends a pipe that is waited for
                    break;
                }

                decoder.Origin = input.Index;
                if (decoder.TryGetUdp(record, out UdpDatagram datagram)) inspector.OnPacket(datagram, record.Options);
            }

            streams?.Flush();
            output.Flush();
        }

        if (output.IsClosed) return ExitCode.Good;
        InspectSummary.Write(_terminal.ErrorPage, inspector.Counts, decoder.Counters, input.Streams, isWhole, inspector.IsDone);
        streams?.Write(_terminal.ErrorPage);
        if (inspector.Lack is { } lack) _terminal.Error.WriteLine(PlainText.Of(lack));
        return IsGood(inspector, decoder, isWhole) && !input.Streams.Any(InspectSummary.IsBroken) ? ExitCode.Good : ExitCode.CheckFailed;
    }

    private static FrameDecoder DecoderOf(LineMap? lines) =>
        new() { GivesCut = true, IsGroup = lines is null ? null : destination => lines.TryGetGroup(in destination, out _) };

    private static bool IsGood(Inspector inspector, FrameDecoder decoder, bool isWhole)
    {
        bool wasStopped = !isWhole && !inspector.IsDone;
        bool hasRead = inspector.Counts.Packets > 0 || !isWhole;
        return !wasStopped && hasRead && inspector.Counts.IsAllGood && decoder.Counters.Malformed == 0;
    }

    private InspectSettings Settings(ParseResult parsed, InspectPaths paths)
    {
        InspectFilter filter = new(parsed.GetValue(_filter) ?? []);
        LineMap? lines = paths.FindLines(parsed.GetValue(_lines));
        if (filter.NeedsLines && lines is null)
            throw new UsageException("--filter line, channel or role: the captures do not prove them: give --lines ADDRESS:PORT=A,ADDRESS:PORT=B");
        foreach (string doubt in lines?.Doubts ?? []) _terminal.Tell(doubt);
        return new InspectSettings(
            Framings.Find(parsed.GetValue(_framing) ?? Framings.Automatic), lines, filter, parsed.GetValue(_count) ?? long.MaxValue)
        {
            PutsStreamsInOrder = parsed.GetValue(_tcp),
        };
    }
}
