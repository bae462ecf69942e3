using System.Security.Cryptography;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Native.Files;

namespace FeedHandler.Engine;

/// <summary>
/// Keeps on disk what the venue says of instruments, so that a feed that starts again has symbols, ticks, factors and depths before the first loop of
/// definitions. Takes events as a sink, and writes on a thread of its own.
/// </summary>
internal sealed class InstrumentCache : IFeedSink, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Pipeline _pipeline;
    private readonly ChannelContent[] _channels;
    private readonly ManualResetEventSlim _ended = new();
    private readonly string? _refusal;
    private readonly Thread? _writer;
    private IReadOnlyList<DefinitionReplica> _definitions = [];
    private byte[] _writtenHash = [];
    private string? _failure;
    private bool _isChanged;

    private InstrumentCache(string path, Pipeline pipeline)
    {
        (_path, _pipeline) = (path, pipeline);
        PipelineOptions options = pipeline.Plan.Options;
        CachedInstrument[][] cached = InstrumentCacheFile.Read(path, options.Venue.Name, pipeline.Source.Map.ChannelIds, out _refusal);
        for (int channel = 0; channel < cached.Length; channel++) pipeline.Channels[channel].Instruments.Cached = cached[channel];
        _channels = [.. cached.Select(_ => new ChannelContent(options.InstrumentsMax))];
        if (options.WritesInstrumentCache) _writer = new Thread(WriteAgain) { Name = "instrument-cache", IsBackground = true };
    }

    /// <inheritdoc/>
    public string Name => "instrument-cache";

    /// <summary>Reads the cache that the options of a pipeline name, and gives what it says to the pipeline.</summary>
    /// <param name="pipeline">The pipeline, before it runs.</param>
    /// <returns>The cache; null where none is named.</returns>
    /// <exception cref="FeedException">A cache cannot be there.</exception>
    public static InstrumentCache? Open(Pipeline pipeline)
    {
        if (pipeline.Plan.Options.InstrumentCache is not { } path) return null;
        string full = Path.GetFullPath(path);
        FileKind kind = FileIdentity.Of(full, followsLink: false).Kind;
        if (kind is not (FileKind.Missing or FileKind.Regular)) throw new FeedException($"{path}: no regular file, so no instruments are kept there");
        if (!Directory.Exists(Path.GetDirectoryName(full))) throw new FeedException($"{path}: its folder is not there, so no instruments are kept there");
        return new InstrumentCache(full, pipeline);
    }

    /// <inheritdoc/>
    public void OnOpen(Feed feed)
    {
        _definitions = feed.NewDefinitions();
        _writer?.Start();
    }

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        if (marketEvent.Kind != EventKind.Definition) return;
        lock (_gate)
        {
            _definitions[marketEvent.Channel].Apply(marketEvent);
            _channels[marketEvent.Channel].Take(marketEvent);
            _isChanged = true;
        }
    }

    /// <summary>Writes the last of it, and tells in the report what became of the cache.</summary>
    public FeedReport Complete(FeedReport report)
    {
        Finish();
        string[] warnings = _refusal is null ? [] : [$"{_path}: {_refusal}; the feed started without these instruments"];
        string[] failures = _failure is null ? [] : [$"{_path}: instruments could not be kept ({_failure})"];
        return report with { Warnings = [.. report.Warnings, .. warnings], Failures = [.. report.Failures, .. failures] };
    }

    /// <summary>Ends the thread; to be called when no event comes any more.</summary>
    public void Finish()
    {
        if (_ended.IsSet) return;
        _ended.Set();
        if (_writer is { IsAlive: true }) _writer.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finish();
        foreach (DefinitionReplica definitions in _definitions) definitions.Dispose();
        _ended.Dispose();
    }

    // A disk that is slow is written to less often; at the end what is new is written once more.
    private void WriteAgain()
    {
        TimeSpan pause = Pause;
        while (!_ended.Wait(pause))
        {
            long started = Environment.TickCount64;
            Save();
            pause = TimeSpan.FromMilliseconds(Math.Max(Pause.TotalMilliseconds, 10 * (Environment.TickCount64 - started)));
        }

        Save();
    }

    private void Save()
    {
        List<(int ChannelId, IReadOnlyList<CachedInstrument> Instruments)> content = [];
        lock (_gate)
        {
            if (!_isChanged) return;
            _isChanged = false;
            for (int channel = 0; channel < _channels.Length; channel++)
                content.Add((_pipeline.Source.Map.ChannelIds[channel], _channels[channel].Copy(_definitions[channel])));
        }

        byte[] bytes = InstrumentCacheFile.Write(_pipeline.Plan.Options.Venue.Name, content);
        byte[] hash = SHA256.HashData(bytes);
        if (hash.AsSpan().SequenceEqual(_writtenHash)) return;
        try
        {
            InstrumentCacheFile.Replace(_path, bytes);
            (_writtenHash, _failure) = (hash, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _failure = failure.Message;
        }
    }

    /// <summary>What events say of a channel's instruments beside their definitions.</summary>
    private sealed class ChannelContent(int countMax)
    {
        private readonly long[] _ids = new long[countMax];
        private readonly (byte Direct, byte Implied)[] _depths = new (byte Direct, byte Implied)[countMax];
        private int _count;

        public void Take(in MarketEvent definition)
        {
            int index = definition.InstrumentIndex;
            if ((uint)index >= (uint)countMax) return;
            _count = Math.Max(_count, index + 1);
            _ids[index] = definition.Quantity;
            _depths[index] = (definition.Level, definition.Detail);
        }

        // What was withdrawn, or never defined, is not worth keeping.
        public List<CachedInstrument> Copy(DefinitionReplica definitions)
        {
            List<CachedInstrument> instruments = [];
            for (int index = 0; index < _count; index++)
            {
                CachedInstrument cached = CachedInstrument.Of(
                    _ids[index], _depths[index].Direct, _depths[index].Implied, definitions[index], definitions.Details(index));
                if (cached.IsPossible) instruments.Add(cached);
            }

            return instruments;
        }
    }
}
