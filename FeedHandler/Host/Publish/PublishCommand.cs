using System.CommandLine;
using System.Globalization;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Clocks;
using FeedHandler.Replay;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Host.Publish;

/// <summary>`feedhandler publish`: captures to multicast groups, with their timing and with faults on request.</summary>
internal sealed class PublishCommand
{
    private const string Description = "Sends captures to multicast groups, each packet at its own time, both lines to their groups.";

    private const string Examples = """
        Examples:
          feedhandler publish day.pcapng --interface eth1
          feedhandler publish day.pcapng --interface eth1 --speed 10x --group-a 239.9.1.1:14310 --group-b 239.9.1.2:15310
          feedhandler publish day.pcapng --interface lo --speed 50000 --drop 0.01 --seed 7
          feedhandler publish day.pcapng --interface lo --drop 0.01 --replay-server 127.0.0.1:10310
          feedhandler publish day.pcapng --interface-a va --interface-b vb --speed max --loop 0

        Groups are those of the capture unless --group-a and --group-b say otherwise: mind where they lead before you send on a production network.
        Exit code: 0 good; 1 the system refused datagrams, or a capture is cut off or corrupt; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly PublishArguments _publish;
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");

    private PublishCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = FeedArguments.OfCaptures(command);
        _publish = new PublishArguments(command);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("publish", Description, Examples);
        PublishCommand publish = new(command, terminal);
        command.SetAction(publish.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        (PublishSpeed speed, PublishFaults faults, int loopCount) = _publish.Read(parsed);
        (IPEndPoint EndPoint, TimeSpan Linger)? replay = _publish.Server(parsed, loopCount);
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        IReadOnlyList<LineTarget> targets = _publish.Targets(parsed, captures);
        using CaptureReceiver receiver = captures.CreateReceiver();
        CaptureNotes notes = new(captures, receiver, "sent", _terminal, gap => $"{gap}{WaitOf(speed)}");
        using LineSender sender = new(targets);
        using ReplayServing? serving = replay is { } server ? ReplayServing.Open(server.EndPoint, captures.Lines.Feed) : null;
        Publisher<KeepingReceiver<CaptureReceiver>, LineSender, MonotonicClock> publisher =
            new(new(receiver, serving?.Archives ?? []), captures.Lines.Feed, sender, default, speed, faults) { Wait = _publish.Wait(parsed) };
        using (new ProgressLine(_terminal, "publishing", () => publisher.Counters.SentCount, share: () => receiver.Captures.Share))
            publisher.Run(loopCount, Rewind(notes, receiver), _terminal.Stop);
        notes.OnEnd();
        if (replay is { } lingering) _terminal.Stop.WaitHandle.WaitOne(lingering.Linger);
        return Report(parsed, new(
            targets, publisher.Counters, publisher.Lateness, publisher.Gaps, publisher.ElapsedNs, sender.RefusedCount, sender.LastFailure)
        {
            WasStopped = _terminal.Stop.IsCancellationRequested,
            Served = serving?.Summary ?? "",
            IsEndless = loopCount == PublishArguments.Endless,
            Warnings = notes.Warnings,
            Failures = [.. captures.Lines.Doubts, .. notes.Failures],
        });
    }

    private static Action Rewind(CaptureNotes notes, CaptureReceiver receiver) => () =>
    {
        notes.OnEnd(); // of captures that are sent for ever too
        receiver.Rewind();
    };

    private int Report(ParseResult parsed, PublishReport report)
    {
        if (parsed.GetValue(_json)) report.WriteJson(_terminal.Out);
        else report.WriteText(_terminal.Page);
        return report.RefusedCount > 0 || report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private static string WaitOf(PublishSpeed speed) => speed.Factor > 0
        ? string.Create(CultureInfo.InvariantCulture, $", and are waited for at {speed.Factor}x: give --speed max, or publish the captures one by one")
        : ": they are not waited for at this speed";
}
