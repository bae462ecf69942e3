using System.Buffers;
using FeedHandler.Core.Events;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Writes events as lines of text. One buffer serves all lines, so that writing allocates nothing once it has grown.
/// </summary>
internal sealed class EventLines : EventFile
{
    private const int FlushBytes = 1 << 16;
    private const int FlushMs = 500;

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly IEventText _text;
    private Stream _stream = Stream.Null;
    private Timer? _timer;

    /// <summary>Takes the memory; the first event comes after <see cref="Begin"/>.</summary>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="channelIds">The channels' ids at the venue, by index.</param>
    /// <param name="onFailure">Told at once, on any thread, why writing ended early; null tells nobody.</param>
    /// <param name="isCsv">Whether lines are comma-separated values, and not JSON.</param>
    public EventLines(int instrumentCountMax, IReadOnlyList<int> channelIds, Action<string>? onFailure = null, bool isCsv = false)
        : base(instrumentCountMax, channelIds, onFailure) => _text = isCsv ? new CsvCells(_buffer) : new JsonCells(_buffer);

    /// <inheritdoc/>
    protected override bool IsFull => _buffer.WrittenCount >= FlushBytes;

    /// <summary>Writes to a stream from here on.</summary>
    /// <param name="stream">Takes the lines and is closed with this; a file gets them at the latest half a second after they were written.</param>
    public EventLines Begin(Stream stream)
    {
        _stream = stream;
        WarmUp();
        _text.BeginFile();
        if (stream is OutputFile) _timer = new Timer(_ => Flush(), null, FlushMs, FlushMs);
        return this;
    }

    /// <inheritdoc/>
    protected override void Gather(in MarketEvent marketEvent)
    {
        EventFields.Write(Count, marketEvent, Names, _text.BeginLine());
        _text.EndLine();
    }

    /// <inheritdoc/>
    protected override void Write()
    {
        _stream.Write(_buffer.WrittenSpan);
        _stream.Flush();
    }

    /// <inheritdoc/>
    protected override void Clear() => _buffer.ResetWrittenCount();

    /// <inheritdoc/>
    protected override void Close()
    {
        _timer?.Dispose();
        _text.Dispose();
        _stream.Dispose();
    }

    // What the runtime takes once for the first line and the first portion is taken here, and not on the thread that writes.
    private void WarmUp()
    {
        MarketEvent first = new() { Kind = EventKind.Definition };
        Gather(first);
        _text.BeginLine().Text(EventColumn.Symbol, "A");
        _text.EndLine();
        Clear();
        if (_stream is OutputFile) Flush();
    }
}
