using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>Where and how events are recorded.</summary>
/// <param name="Folder">The folder, which is there.</param>
public sealed record DbnRecorderOptions(string Folder)
{
    /// <summary>What the records are from; at most 16 bytes.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Who published them, by the number that the format's users know; 0 for nobody of these.</summary>
    public ushort PublisherId { get; init; }

    /// <summary>After how many unpacked bytes another file is begun.</summary>
    public long FileBytesMax { get; init; } = 1L << 30;

    /// <summary>How long records are held at most before they are handed on, in milliseconds: what a process that is killed loses.</summary>
    public int FlushMs { get; init; } = 1000;

    /// <summary>How long it waits before it tries again, where a file could not be written, in milliseconds.</summary>
    public int RetryMs { get; init; } = 5000;
}

/// <summary>
/// Records the events of a feed as files of DBN, by schema and day. Waits for nobody's lock but its own, which a timer takes too: what was recorded is handed
/// on when nothing more comes. For one thread that gives it events.
/// </summary>
public sealed class DbnRecorder : IDisposable
{
    private readonly DbnMapper[] _mappers;
    private readonly DbnFileSeries[] _series;
    private readonly DefinitionReplica[] _definitions;
    private readonly SortedDictionary<string, SortedSet<uint>> _ids = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly Timer _timer;
    private bool _isDisposed;

    /// <summary>Begins to record.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="schemas">What is recorded.</param>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="newDefinitions">Makes definitions by channel, from before the first event.</param>
    /// <param name="whenFailed">Is told, on any thread, why a file ended early.</param>
    public DbnRecorder(
        DbnRecorderOptions options,
        IReadOnlyList<DbnSchema> schemas,
        int instrumentCountMax,
        Func<IReadOnlyList<DefinitionReplica>> newDefinitions,
        Action<string> whenFailed)
    {
        _definitions = [.. newDefinitions()];
        _series = [.. schemas.Select(schema => new DbnFileSeries(options, schema, Mappings, whenFailed))];
        _mappers = [.. schemas.Select((schema, i) => new DbnMapper(schema, options.PublisherId, instrumentCountMax, newDefinitions(), _series[i]))];
        _timer = new Timer(_ => Flush(), null, options.FlushMs, options.FlushMs);
    }

    /// <summary>How many records were written.</summary>
    public long WrittenCount => _series.Sum(static series => series.WrittenCount);

    /// <summary>How many records were lost, as there was nowhere to write them.</summary>
    public long LostCount => _series.Sum(static series => series.LostCount);

    /// <summary>Takes an event.</summary>
    /// <param name="told">The event; all must be given, in order.</param>
    public void OnEvent(in MarketEvent told)
    {
        lock (_writing)
        {
            if (told.Kind == EventKind.Definition) Define(told);
            foreach (DbnMapper mapper in _mappers) mapper.OnEvent(told);
        }
    }

    /// <summary>Hands on what was recorded so far.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            if (_isDisposed) return;
            foreach (DbnFileSeries series in _series) series.Flush();
        }
    }

    /// <summary>Writes what is left, and closes the files.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _timer.Dispose();
            foreach (DbnMapper mapper in _mappers) mapper.Finish();
            foreach (DbnFileSeries series in _series) series.Dispose();
            foreach (DbnMapper mapper in _mappers) mapper.Dispose();
            foreach (DefinitionReplica definitions in _definitions) definitions.Dispose();
        }
    }

    private void Define(in MarketEvent told)
    {
        DefinitionReplica definitions = _definitions[told.Channel];
        definitions.Apply(told);
        if (told.IsAssumed || definitions[told.InstrumentIndex].Symbol is not { Length: > 0 } symbol) return;
        if (!_ids.TryGetValue(symbol, out SortedSet<uint>? ids)) _ids.Add(symbol, ids = []);
        ids.Add((uint)told.Quantity);
    }

    private IReadOnlyList<DbnMapping> Mappings(DateOnly day) => [.. _ids.Select(entry => new DbnMapping(
        entry.Key, [.. entry.Value.Select(id => new DbnMappingInterval(day, day.AddDays(1), id.ToString(CultureInfo.InvariantCulture)))]))];
}
