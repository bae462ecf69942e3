using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Live;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Native;
using FeedHandler.Receivers;
using FeedHandler.Replay;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Recording;
using FeedHandler.Ring;

namespace FeedHandler.Host.Record;

/// <summary>`feedhandler record`: what is received, both lines with their time stamps, to a capture.</summary>
internal sealed class RecordCommand
{
    private const string Description = "Records live groups to a pcapng capture with nanoseconds; what a feed gave up only run --record notes.";

    private const string Examples = """
        Examples:
          feedhandler record feed.json --out day.pcapng
          feedhandler record --lines 239.9.1.1:14310=A,239.9.1.2:15310=B --interface eth1 --out day.pcapng --for 3600

        Frames are made anew around what was received: their source is 192.0.2.1. To record while a feed runs, give run --record.
        Exit code: 0 good; 1 packets were left out, none came, or the disk failed; 2 wrong usage or input, or nothing can be received here.
        """;

    private readonly Terminal _terminal;
    private readonly RunArguments _run;
    private readonly Option<string?> _out = Options.Text("--out", "The file to write; one that is there is not overwritten", "FILE");
    private readonly Option<bool> _followLinks = Options.FollowLinks();
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");

    private RecordCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _run = new RunArguments(command, hasPipeline: false);
        command.Add(_out);
        command.Add(_followLinks);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("record", Description, Examples);
        RecordCommand record = new(command, terminal);
        command.SetAction(record.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_out) ?? throw new UsageException("no file to write: give --out FILE");
        List<string> notes = [];
        LiveOptions options = _run.Read(parsed, _terminal, notes);
        LiveRecording.RequireIPv4(_out.Name, options.Groups);
        OutputPlan outputs = new(_terminal, parsed.GetValue(_followLinks));
        outputs.AddInputs(options.InputPaths);
        outputs.AddFile(_out.Name, path, isNew: true);
        using ILiveReceiver receiver = LiveFeeds.Require(options, notes);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_terminal.Stop);
        using PacketRecorder recorder = LiveRecording.Start(outputs.Open(_out.Name, path, isNew: true), options.Groups, notesGaps: false, failure =>
        {
            _terminal.Tell($"{path}: writing ended early: {failure.Message}");
            stop.Cancel(); // nothing else is to be done here
        });
        TellStart(receiver, notes);
        long start = Stopwatch.GetTimestamp();
        notes.AddRange(Record(options, receiver, recorder, stop).Select(static refusal => $"the recording thread runs otherwise than asked ({refusal})"));
        recorder.Dispose();
        string[] failures = [.. Failures(path, recorder)];
        List<GroupStatus> groups =
            [.. receiver.Groups.Select((_, index) => GroupStatus.Read(receiver, index, Stopwatch.GetElapsedTime(start).TotalSeconds))];
        if (parsed.GetValue(_json)) WriteJson(path, recorder, receiver.Kind, groups, [.. notes, .. failures]);
        else WriteText(path, recorder, groups, [.. notes.Select(static note => $"note: {note}"), .. failures.Select(static failure => $"FAILED: {failure}")]);
        return failures.Length > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private static IEnumerable<string> Failures(string path, PacketRecorder recorder)
    {
        if (recorder.Failure is { } failure) yield return $"{path}: writing ended early: {failure.Message}";
        if (recorder.WrittenCount + recorder.LeftOutCount == 0) yield return LiveRun.NothingReceived;
        if (recorder.LeftOutCount > 0)
            yield return FormattableString.Invariant($"{recorder.LeftOutCount} packets were left out: the file was slower than the feed");
    }

    private void TellStart(ILiveReceiver receiver, List<string> notes)
    {
        foreach (string note in notes) _terminal.Tell(note);
        _terminal.Tell($"{receiver.Groups.Count} groups joined by the {receiver.Kind} receiver");
    }

    private IReadOnlyList<NativeResult> Record(LiveOptions options, ILiveReceiver receiver, PacketRecorder recorder, CancellationTokenSource stop)
    {
        using ProgressLine progress = new(_terminal, "recording", () => recorder.WrittenCount);
        using LiveLimits limits = new(receiver, options, stop);
        ThreadPlacement placement = new(options.Pipeline.FeedCore, options.Pipeline.FeedPriority);
        return LiveFeeds.Drive<RecordDriver, IReadOnlyList<NativeResult>>(receiver, new RecordDriver(recorder, placement, stop.Token));
    }

    private void WriteText(string path, PacketRecorder recorder, List<GroupStatus> groups, IReadOnlyList<string> lines)
    {
        _terminal.Out.WriteLine(FormattableString.Invariant($"recorded {recorder.WrittenCount:N0} packets to {path}, {recorder.LeftOutCount:N0} left out"));
        TextTable table = new("line", "group", "interface", "packets", "dropped", "truncated", "foreign") { LeftColumnCount = 3, KeyColumnCount = 2 };
        foreach (GroupStatus group in groups)
        {
            table.Add(
                LineMap.NameOf(group.Group.Feed), group.Group.Group.ToString(), group.Group.Interface, FormattableString.Invariant($"{group.Packets:N0}"),
                FormattableString.Invariant($"{group.KernelDrops:N0}"), FormattableString.Invariant($"{group.Truncated:N0}"),
                FormattableString.Invariant($"{group.Foreign:N0}"));
        }

        table.Write(_terminal.Page);
        foreach (string line in lines) _terminal.Out.WriteLine(PlainText.Of(line));
    }

    private void WriteJson(string path, PacketRecorder recorder, ReceiverKind kind, List<GroupStatus> groups, List<string> notes)
    {
        JsonPage.Write(_terminal.Out, json =>
        {
            json.WriteString("file", path);
            json.WriteString("kind", kind.ToString());
            json.WriteNumber("written", recorder.WrittenCount);
            json.WriteNumber("leftOut", recorder.LeftOutCount);
            json.WriteStartArray("groups");
            foreach (GroupStatus group in groups) ReplayJson.WriteGroup(json, group);
            json.WriteEndArray();
            json.WriteTexts("warnings", notes);
        });
    }
}
