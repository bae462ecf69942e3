using FeedHandler.Engine;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Host.Live;

/// <summary>
/// What a live feed writes beside its report. One that fails is told at once and again in the report, and costs neither the feed nor the other.
/// </summary>
/// <param name="terminal">Who is told.</param>
/// <param name="outputs">Has looked at the files.</param>
/// <param name="events">The file of event lines as typed, or null.</param>
/// <param name="record">The file of the recording as typed, or null.</param>
internal sealed class LiveOutputs(Terminal terminal, OutputPlan outputs, string? events, string? record) : IDisposable
{
    private const string EventsOption = "--events";
    private const string RecordOption = "--record";

    /// <summary>Takes every event; null for none.</summary>
    public EventLines? Lines { get; private set; }

    /// <summary>Takes every packet; null for none.</summary>
    public PacketRecorder? Recorder { get; private set; }

    /// <summary>What went wrong, once all was closed.</summary>
    public IEnumerable<string> Failures
    {
        get
        {
            if (Lines?.Failure is { } failure) yield return $"{EventsOption} {events}: {failure}";
            if (Recorder?.Failure is { } reason) yield return Ended(reason);
            if (Recorder is { Failure: null, LeftOutCount: > 0 })
                yield return FormattableString.Invariant($"{record}: the disk could not follow, {Recorder.LeftOutCount:N0} packets were left out");
        }
    }

    /// <summary>Takes the memory for what will be written.</summary>
    /// <param name="options">What is received.</param>
    public void Prepare(LiveOptions options)
    {
        if (events is not null) Lines = new EventLines(options.Pipeline.InstrumentsMax, options.Source.Map.ChannelIds, TellEvents);

        void TellEvents(string failure) => Tell($"{EventsOption} {events}: {failure}");
    }

    /// <summary>Opens the files: the groups are joined, and nothing that was asked for can be wrong any more.</summary>
    /// <param name="options">What is received.</param>
    public void Open(LiveOptions options)
    {
        if (record is not null)
        {
            OutputFile file = outputs.Open(RecordOption, record, isNew: true);
            Recorder = LiveRecording.Start(file, options.Groups, notesGaps: true, failure => Tell(Ended(failure)));
        }

        if (events is not null) Lines!.Begin(outputs.Open(EventsOption, events));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lines?.Dispose();
        Recorder?.Dispose();
    }

    private string Ended(Exception failure) => FormattableString.Invariant(
        $"{RecordOption} {record}: writing ended early, after {Recorder?.WrittenCount ?? 0:N0} packets: {failure.Message}");

    private void Tell(string failure) => terminal.Tell(failure);
}
