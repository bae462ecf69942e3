using System.Runtime.CompilerServices;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Reports.Events;

/// <summary>Where events are written, and which. One that fails is told at once and again in the report.</summary>
/// <param name="terminal">Who is told.</param>
/// <param name="outputs">Has looked at the file.</param>
/// <param name="arguments">What was typed.</param>
/// <param name="request">What it says.</param>
internal sealed class EventOutput(Terminal terminal, OutputPlan outputs, EventArguments arguments, EventRequest request) : IDisposable
{
    private EventFile? _file;

    /// <summary>Takes every event, once it was created.</summary>
    public EventFile? File => _file;

    /// <summary>What went wrong, once all was written.</summary>
    public IEnumerable<string> Failures => _file?.Failure is { } failure ? [Named(failure)] : [];

    /// <summary>What a person must know who reads the file, once all was written.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (_file?.Filter is not { } filter) yield break;
            foreach (string name in filter.Instruments?.Missing ?? []) yield return $"--instrument {name}: no such id or symbol came";
            if (_file.TookNone)
                yield return Named(FormattableString.Invariant($"nothing was written, none of {_file.Count} events is of {arguments.Words(request)}"));
        }
    }

    /// <summary>Takes the memory.</summary>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="channelIds">The channels' ids at the venue, by index.</param>
    /// <param name="filter">Which events are written; null for all.</param>
    public EventFile Create(int instrumentCountMax, IReadOnlyList<int> channelIds, EventFilter? filter) => _file = request.Format == EventFormat.Parquet
        ? CreateTable(instrumentCountMax, channelIds, filter)
        : new EventLines(instrumentCountMax, channelIds, Tell, request.Format == EventFormat.Csv) { Filter = filter };

    /// <summary>Opens the file: nothing that was asked for can be wrong any more.</summary>
    public void Begin()
    {
        if (_file is EventLines lines) lines.Begin(request.IsStandardOutput ? terminal.OpenOut() : outputs.Open(arguments.Name, request.Path));
        else BeginTable();
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    // What Parquet needs is loaded by these two, when it is asked for and not before.

    [MethodImpl(MethodImplOptions.NoInlining)]
    private EventTable CreateTable(int instrumentCountMax, IReadOnlyList<int> channelIds, EventFilter? filter) =>
        new(instrumentCountMax, channelIds, Tell) { Filter = filter };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginTable() => ((EventTable)_file!).Begin(outputs.OpenWhole(arguments.Name, request.Path));

    private void Tell(string failure) => terminal.Tell(Named(failure));

    private string Named(string words) => $"{arguments.Name} {request.Path}: {words}";
}
