using System.CommandLine;
using System.Globalization;
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
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        IReadOnlyList<LineTarget> targets = _publish.Targets(parsed, captures);
        using CaptureReceiver receiver = captures.CreateReceiver();
        CaptureNotes notes = new(captures, receiver, "sent", _terminal, gap => $"{gap}{WaitOf(speed)}");
        using LineSender sender = new(targets);
        Publisher<CaptureReceiver, LineSender, MonotonicClock> publisher = new(receiver, captures.Lines.Feed, sender, default, speed, faults);
        using (new ProgressLine(_terminal, "publishing", () => publisher.Counters.SentCount)) publisher.Run(loopCount, Rewind, _terminal.Stop);
        notes.OnEnd();
        PublishReport report =
            new(targets, publisher.Counters, publisher.Lateness, publisher.Gaps, publisher.ElapsedNs, sender.RefusedCount, sender.LastFailure)
            {
                WasStopped = _terminal.Stop.IsCancellationRequested,
                IsEndless = loopCount == PublishArguments.Endless,
                Warnings = notes.Warnings,
                Failures = [.. captures.Lines.Doubts, .. notes.Failures],
            };
        if (parsed.GetValue(_json)) report.WriteJson(_terminal.Out);
        else report.WriteText(_terminal.Page);
        return sender.RefusedCount > 0 || report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;

        void Rewind()
        {
            notes.OnEnd(); // of captures that are sent for ever too
            receiver.Rewind();
        }
    }

    private static string WaitOf(PublishSpeed speed) => speed.Factor > 0
        ? string.Create(CultureInfo.InvariantCulture, $", and are waited for at {speed.Factor}x: give --speed max, or publish the captures one by one")
        : ": they are not waited for at this speed";
}
