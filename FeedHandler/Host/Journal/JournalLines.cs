using System.Buffers;
using FeedHandler.Core.Events;
using FeedHandler.Journals;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Wire;

namespace FeedHandler.Host.Journal;

/// <summary>
/// Prints events of a journal, one a line: as comma-separated values, or as JSON. What a terminal would act on is escaped, or a question mark.
/// </summary>
internal sealed class JournalLines : IJournalVisitor, IDisposable
{
    private const int FlushBytes = 1 << 16;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes * 2);
    private readonly Stream _stream;
    private readonly JournalNames _names;
    private readonly IEventText _text;

    /// <summary>Begins.</summary>
    /// <param name="stream">Takes the lines.</param>
    /// <param name="names">What instruments are, and which are wanted.</param>
    /// <param name="isJson">Whether lines are JSON.</param>
    public JournalLines(Stream stream, JournalNames names, bool isJson)
    {
        (_stream, _names) = (stream, names);
        _text = isJson ? new JsonCells(_buffer) : new CsvCells(_buffer);
        _text.BeginFile();
    }

    /// <inheritdoc/>
    public void Take(in MarketEvent told, in EventPlace place, ReadOnlySpan<byte> frame, bool isState)
    {
        if (!_names.Take(told, place, frame) || isState) return;
        EventFields.Write(place.Sequence, told, _names, _text.BeginLine());
        _text.EndLine();
        if (_buffer.WrittenCount >= FlushBytes) Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _text.Dispose();
    }

    private void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _stream.Flush();
        _buffer.ResetWrittenCount();
    }
}
