using System.CommandLine;
using System.Globalization;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Host.Publish;

/// <summary>The arguments that say where captures go, how fast, and what goes wrong on the way.</summary>
internal sealed class PublishArguments
{
    /// <summary>As often as never comes: until stopped.</summary>
    public const int Endless = int.MaxValue;

    private const int LingerMsDefault = 5000;

    private readonly Option<string?> _interface = Options.Text("--interface", "Network interface by which both lines go out, such as eth1 or lo", "NAME");
    private readonly Option<string?> _interfaceA = Options.Text("--interface-a", "Interface of line A, instead of --interface", "NAME");
    private readonly Option<string?> _interfaceB = Options.Text("--interface-b", "Interface of line B, instead of --interface", "NAME");
    private readonly Option<string?> _groupA = Options.Text("--group-a", "Group of line A of a capture of one channel, instead of its own", "GROUP:PORT");
    private readonly Option<string?> _groupB = Options.Text("--group-b", "Group of line B of a capture of one channel, instead of its own", "GROUP:PORT");
    private readonly Option<string?> _speed =
        Options.Text("--speed", "1x (default), 10x, 0.5x of the capture's timing; packets a second such as 50000; or max", "SPEED");
    private readonly Option<long?> _loop = Options.Number("--loop", "How many times to send it all (default 1); 0 until stopped", 0, int.MaxValue - 1);
    private readonly Option<string?> _drop = Options.Text("--drop", "Share of packets that are not sent, on each line by itself, such as 0.01", "P");
    private readonly Option<string?> _dropLine = Options.Choice("--drop-line", "Send nothing on this line", ["A", "B"]);
    private readonly Option<string?> _faultLine =
        Options.Choice("--fault-line", "The line on which --drop, --duplicate and --corrupt happen (default both)", ["A", "B"]);
    private readonly Option<string?> _duplicate = Options.Text("--duplicate", "Share of packets that are sent twice", "P");
    private readonly Option<long?> _reorder =
        Options.Number("--reorder", "How many places a packet may come too early or too late (default 0)", 0, PublishFaults.ReorderSpanMax);
    private readonly Option<string?> _corrupt = Options.Text("--corrupt", "Share of packets in which one bit is turned", "P");
    private readonly Option<long?> _skew = Options.Number(
        "--skew-ns", "Nanoseconds by which line B comes after line A; below 0, before (default 0)", -PublishFaults.SkewNsMax, PublishFaults.SkewNsMax);

    private readonly Option<long?> _seed = Options.Number("--seed", "Where every fault starts from (default 1)", 0, long.MaxValue);
    private readonly Option<long?> _ttl = Options.Number("--ttl", "How many links a packet may cross (default 1: no router)", 1, byte.MaxValue);
    private readonly Option<long?> _sourcePort = Options.Number("--source-port", "Port to send from (default any)", 1, ushort.MaxValue);

    private readonly PaceOption _pace = new("How", DueWait.Spin);

    private readonly Option<string?> _replayServer = Options.Text(
        "--replay-server", "Serve what was published again by TCP, as historical replay does (user and password CME); a port alone is of loopback",
        "ADDRESS:PORT");

    private readonly Option<long?> _linger =
        Options.Number("--replay-linger-ms", "How long it is served behind the last packet (default 5000)", 0, int.MaxValue - 1);

    /// <summary>Adds the arguments to a command.</summary>
    public PublishArguments(Command command)
    {
        Option[] options =
        [
            _interface, _interfaceA, _interfaceB, _groupA, _groupB, _speed, _loop, _drop, _dropLine, _faultLine, _duplicate, _reorder, _corrupt, _skew,
            _seed, _ttl, _sourcePort, _pace.Option, _replayServer, _linger,
        ];
        foreach (Option option in options) command.Add(option);
    }

    /// <summary>How fast, with which faults and how often.</summary>
    /// <exception cref="CommandException">A value makes no sense, or two contradict each other.</exception>
    public (PublishSpeed Speed, PublishFaults Faults, int LoopCount) Read(ParseResult parsed)
    {
        PublishSpeed speed = SpeedText.Parse(parsed.GetValue(_speed) ?? "1x");
        PublishFaults faults = new()
        {
            DropRate = Share(parsed, _drop),
            DropLine = parsed.GetValue(_dropLine) is { } line ? Enum.Parse<Line>(line) : null,
            FaultLine = parsed.GetValue(_faultLine) is { } faultLine ? Enum.Parse<Line>(faultLine) : null,
            DuplicateRate = Share(parsed, _duplicate),
            ReorderSpan = (int)(parsed.GetValue(_reorder) ?? 0),
            CorruptRate = Share(parsed, _corrupt),
            SkewNs = parsed.GetValue(_skew) ?? 0,
            Seed = (ulong)(parsed.GetValue(_seed) ?? 1),
        };
        if (speed.IsUnpaced && faults.SkewNs != 0) throw new UsageException("--skew-ns needs times, which --speed max has not: give another speed");
        int loopCount = (int)(parsed.GetValue(_loop) ?? 1);
        return (speed, faults, loopCount == 0 ? Endless : loopCount);
    }

    /// <summary>How it waits for the time of a packet.</summary>
    public DueWait Wait(ParseResult parsed) => _pace.Read(parsed);

    /// <summary>Where lost packets are served, and for how long behind the last; null for nowhere.</summary>
    /// <exception cref="CommandException">It is no place, or packets would be served that are published several times.</exception>
    public (IPEndPoint EndPoint, TimeSpan Linger)? Server(ParseResult parsed, int loopCount)
    {
        if (parsed.GetValue(_replayServer) is not { } text)
        {
            if (parsed.GetValue(_linger) is not null) throw new UsageException("--replay-linger-ms: only with --replay-server");
            return null;
        }

        if (loopCount > 1) throw new UsageException("--replay-server: with --loop a number would stand for several packets: leave one of them out");
        return (ServerEndPoint(text), TimeSpan.FromMilliseconds(parsed.GetValue(_linger) ?? LingerMsDefault));
    }

    /// <summary>Where lost packets are served; a port alone is of loopback.</summary>
    /// <param name="text">What was typed.</param>
    /// <exception cref="UsageException">It is no place.</exception>
    public static IPEndPoint ServerEndPoint(string text)
    {
        string full = text.Contains(':', StringComparison.Ordinal) ? text : $"{IPAddress.Loopback}:{text}";
        return AddressText.TryParseEndPoint(full, out IPEndPoint? endpoint)
            ? endpoint
            : throw new UsageException($"--replay-server {text}: give a port such as 10000, or ADDRESS:PORT such as 127.0.0.1:10000");
    }

    /// <summary>Where each group goes: to the capture's own unless others were named for the lines of its only channel.</summary>
    /// <exception cref="CommandException">A line has no interface, no group, or several.</exception>
    public IReadOnlyList<LineTarget> Targets(ParseResult parsed, CaptureSet captures)
    {
        string? groupA = CheckGroup(parsed, captures, Line.A);
        string? groupB = CheckGroup(parsed, captures, Line.B);
        LineTarget[] targets = [.. captures.Lines.Entries.Select(entry => Target(
            parsed, entry.Feed, entry.Destination, entry.Feed.Role != FeedRole.Incremental ? null : entry.Feed.Line == Line.A ? groupA : groupB))];
        foreach (LineTarget[] same in targets.GroupBy(static target => (target.Group, target.Interface)).Select(static same => same.ToArray()))
        {
            if (same.Length > 1)
                throw new UsageException($"{(groupB is null ? "--group-a" : "--group-b")} {same[0].Group}: {LineMap.NameOf(same[0].Feed)} and "
                    + $"{LineMap.NameOf(same[1].Feed)} would both go there by {same[0].Interface}, and nobody could tell them apart: give each its own");
        }

        return targets;
    }

    private string? CheckGroup(ParseResult parsed, CaptureSet captures, Line line)
    {
        if (parsed.GetValue(line == Line.A ? _groupA : _groupB) is not { } group) return null;
        string option = $"--group-{NameOf(line)}";
        if (captures.Lines.Feed.ChannelIds is { Count: > 1 } channels)
            throw new UsageException($"{option}: the capture has {channels.Count} channels ({string.Join(", ", channels)}), a group takes one: leave it out");
        int count = captures.Lines.Entries.Count(entry => entry.Feed.Role == FeedRole.Incremental && entry.Feed.Line == line);
        return count <= 1 ? group : throw new UsageException(
            $"line {line} has several destinations in the capture: {option} cannot stand for all of them, leave it out");
    }

    private LineTarget Target(ParseResult parsed, FeedGroup feed, UdpEndpoint destination, string? group)
    {
        string name = NameOf(feed.Line);
        string device = parsed.GetValue(feed.Line == Line.A ? _interfaceA : _interfaceB) ?? parsed.GetValue(_interface)
            ?? throw new UsageException($"no interface for line {feed.Line}: give --interface NAME, or --interface-{name} NAME");
        IPEndPoint endpoint = group is null ? Parse(destination.ToString(), $"the capture's line {LineMap.NameOf(feed)}") : Parse(group, $"--group-{name}");
        return new LineTarget(feed, endpoint, device, (int)(parsed.GetValue(_sourcePort) ?? 0), (int)(parsed.GetValue(_ttl) ?? 1));
    }

    private static string NameOf(Line line) => line == Line.A ? "a" : "b";

    private static IPEndPoint Parse(string text, string what)
    {
        bool isGroup = UdpEndpoint.TryParse(text, out UdpEndpoint endpoint) && endpoint.IsMulticast;
        return isGroup
            ? IPEndPoint.Parse(text)
            : throw new UsageException($"{what} {text}: not a multicast group and port, give one such as 239.9.1.1:14310");
    }

    private static double Share(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return 0;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share <= 1) return share;
        throw new UsageException($"{option.Name} {text}: not a share, give 0 to 1 such as 0.01");
    }
}

/// <summary>The option that says how whatever publishes waits for the time of a packet.</summary>
/// <param name="with">What it goes with, as the beginning of the description.</param>
/// <param name="usual">How it waits by itself.</param>
internal sealed class PaceOption(string with, DueWait usual)
{
    private static readonly string[] Words = [.. Enum.GetValues<DueWait>().Select(Word)];

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = Options.Choice(
        "--pace", $"{with} to wait for the time of a packet; spin keeps a core, yield lends it, sleep is about 1 ms late (default {Word(usual)})", Words);

    /// <summary>What was chosen.</summary>
    public DueWait Read(ParseResult parsed) => parsed.GetValue(Option) is { } word ? Enum.Parse<DueWait>(word, ignoreCase: true) : usual;

    private static string Word(DueWait wait) => wait.ToString().ToLowerInvariant();
}

/// <summary>How a speed is written: 1x, 10x, 0.5x, max, or packets a second.</summary>
internal static class SpeedText
{
    private const double FactorMax = 1e6;
    private const double RateMax = 1e8;

    /// <summary>Reads a speed.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static PublishSpeed Parse(string text)
    {
        if (text == "max") return PublishSpeed.Unpaced;
        bool isFactor = text.EndsWith('x');
        if (double.TryParse(isFactor ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0
            && value <= (isFactor ? FactorMax : RateMax))
            return isFactor ? PublishSpeed.OfCapture(value) : PublishSpeed.OfRate(value);
        throw new UsageException($"--speed {text}: give a multiple of the capture's speed such as 1x or 10x, packets a second such as 50000, or max");
    }
}
