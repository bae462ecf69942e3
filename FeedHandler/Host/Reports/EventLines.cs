using System.Buffers;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Reports;

/// <summary>
/// Writes events as JSON Lines. One buffer serves all lines, so that writing allocates nothing once it has grown. A file that cannot be written any
/// more costs the lines and nothing else; a reader of standard output who has gone ends it all.
/// </summary>
internal sealed partial class EventLines : IFeedSink, IDisposable
{
    private const int FlushBytes = 1 << 16;
    private const int FlushMs = 500;
    private const byte NewLine = (byte)'\n';

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly Utf8JsonWriter _writer;
    private readonly IReadOnlyList<int> _channelIds;
    private readonly long[][] _securityIds;
    private readonly Action<string>? _onFailure;
    private readonly Lock _writing = new();
    private Stream _stream = Stream.Null;
    private Timer? _timer;
    private volatile Exception? _failure;
    private long _flushedCount;
    private bool _isDisposed;

    /// <summary>Takes the memory; the first event comes after <see cref="Begin"/>.</summary>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="channelIds">The channels' ids at the venue, by index.</param>
    /// <param name="onFailure">Told at once, on any thread, why writing ended early; null tells nobody.</param>
    public EventLines(int instrumentCountMax, IReadOnlyList<int> channelIds, Action<string>? onFailure = null)
    {
        _onFailure = onFailure;
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _channelIds = channelIds;
        _securityIds = [.. channelIds.Select(_ => new long[instrumentCountMax])];
    }

    /// <summary>Writes to a stream from here on.</summary>
    /// <param name="stream">Takes the lines and is closed with this; a file gets them at the latest half a second after they were written.</param>
    public EventLines Begin(Stream stream)
    {
        _stream = stream;
        WarmUp();
        if (stream is OutputFile) _timer = new Timer(_ => Flush(), null, FlushMs, FlushMs);
        return this;
    }

    /// <summary>Why writing ended early, and after how many lines; null when it did not.</summary>
    public string? Failure => _failure is { } failure
        ? FormattableString.Invariant($"writing ended early, after {_flushedCount} of {Count} events: {failure.Message}")
        : null;

    /// <inheritdoc/>
    public string Name => "event-lines";

    /// <summary>How many events were given.</summary>
    public long Count { get; private set; }

    /// <summary>Writes an event. All must be given, in order: definitions say which instrument an index is.</summary>
    public void OnEvent(in MarketEvent marketEvent)
    {
        lock (_writing)
        {
            Count++;
            if (_failure is not null) return;
            WriteLine(marketEvent);
            if (_buffer.WrittenCount >= FlushBytes) Flush();
        }
    }

    /// <summary>Hands everything to the stream, whole lines always.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            if (_failure is not null || _isDisposed) return;
            try
            {
                _stream.Write(_buffer.WrittenSpan);
                _stream.Flush();
                _flushedCount = Count;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OutputException && !BrokenPipe.Is(failure))
            {
                _failure = failure;
                _onFailure?.Invoke(Failure!);
            }
            finally
            {
                _buffer.ResetWrittenCount();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_writing)
        {
            if (_isDisposed) return;
            Flush();
            _isDisposed = true;
            _writer.Dispose();
            _stream.Dispose();
        }
    }

    // What the runtime takes once for the first line and the first portion is taken here, and not on the thread that writes.
    private void WarmUp()
    {
        MarketEvent first = new() { Kind = EventKind.Definition };
        WriteLine(first);
        _buffer.ResetWrittenCount();
        if (_stream is OutputFile) Flush();
    }

    private void WriteLine(in MarketEvent marketEvent)
    {
        int index = marketEvent.InstrumentIndex;
        long[] securityIds = _securityIds[marketEvent.Channel];
        if (marketEvent.Kind == EventKind.Definition && (uint)index < (uint)securityIds.Length) securityIds[index] = marketEvent.Quantity;
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        _writer.WriteNumber("event"u8, Count);
        _writer.WriteString("kind"u8, EventWords.Of(marketEvent.Kind));
        _writer.WriteNumber("channel"u8, _channelIds[marketEvent.Channel]);
        if ((uint)index < (uint)securityIds.Length) _writer.WriteNumber("securityId"u8, securityIds[index]);
        WriteFields(marketEvent);
        WriteOrigin(marketEvent);
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.GetSpan(1)[0] = NewLine;
        _buffer.Advance(1);
    }
}
