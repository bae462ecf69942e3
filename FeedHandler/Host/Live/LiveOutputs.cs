using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Host.Live;

/// <summary>
/// What a live feed writes beside its report. One that fails is told at once and again in the report, and costs neither the feed nor the other.
/// </summary>
/// <param name="terminal">Who is told.</param>
/// <param name="outputs">Has looked at the files.</param>
/// <param name="arguments">What was typed of the events.</param>
/// <param name="events">What it says; null for nothing.</param>
/// <param name="record">The file of the recording as typed, or null.</param>
/// <param name="saved">Where the packets of a divergence go.</param>
internal sealed class LiveOutputs(
    Terminal terminal, OutputPlan outputs, EventArguments arguments, EventRequest? events, string? record, SavedPackets saved) : IDisposable
{
    private const string RecordOption = "--record";
    private readonly EventOutput? _events = events is null ? null : new EventOutput(terminal, outputs, arguments, events);

    /// <summary>Takes every event; null for none.</summary>
    public EventFile? Events => _events?.File;

    /// <summary>Takes every packet; null for none.</summary>
    public PacketRecorder? Recorder { get; private set; }

    /// <summary>Watches that books agree; null where nobody asks.</summary>
    public BookOracle? Oracle { get; private set; }

    /// <summary>Writes latencies; null where nobody asks. It stays the caller's.</summary>
    public HlogOutput? Log { get; init; }

    /// <summary>Records events; null where nobody asks.</summary>
    public EventRecorder? Records { get; init; }

    /// <summary>Where spikes of the latency are saved; null for nowhere.</summary>
    public FlightChoice? Flight { get; init; }

    /// <summary>Has packets kept, where they are to be saved.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="options">What is received.</param>
    public void Keep(Feed feed, LiveOptions options)
    {
        if (Oracle is { } oracle) saved.Open(feed, oracle, options);
        if (options.Pipeline.Flight is not null) Flight?.Open(feed, LiveRecording.EndpointsOf(options.Groups), outputs, terminal);
    }

    /// <summary>What went wrong, once all was closed.</summary>
    public IEnumerable<string> Failures
    {
        get
        {
            foreach (string failure in _events?.Failures ?? []) yield return failure;
            foreach (string failure in Log?.Failures ?? []) yield return failure;
            if (Records?.Failure is { } lost) yield return lost;
            if (Recorder?.Failure is { } reason) yield return Ended(reason);
            if (Recorder is { Failure: null, LeftOutCount: > 0 })
                yield return FormattableString.Invariant($"{record}: the disk could not follow, {Recorder.LeftOutCount:N0} packets were left out");
        }
    }

    /// <summary>What a person must know who reads what was written, once all was closed.</summary>
    public IEnumerable<string> Warnings => _events?.Warnings ?? [];

    /// <summary>Takes the memory for what will be written.</summary>
    /// <param name="options">What is received.</param>
    public void Prepare(LiveOptions options)
    {
        IReadOnlyList<int> channelIds = options.Source.Map.ChannelIds;
        if (options.Pipeline.Verifies) Oracle = new BookOracle(channelIds, options.Pipeline);
        if (events is null) return;
        InstrumentSet? instruments = events.Instruments.Count > 0
            ? new InstrumentSet(channelIds, options.Pipeline.InstrumentsMax, events.Instruments)
            : null;
        _events!.Create(options.Pipeline.InstrumentsMax, channelIds, events.Filter(channelIds.Count, dayNs: 0, instruments));
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

        _events?.Begin();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _events?.Dispose();
        Recorder?.Dispose();
        Oracle?.Dispose();
        Records?.Dispose();
    }

    private string Ended(Exception failure) => FormattableString.Invariant(
        $"{RecordOption} {record}: writing ended early, after {Recorder?.WrittenCount ?? 0:N0} packets: {failure.Message}");

    private void Tell(string failure) => terminal.Tell(failure);
}
