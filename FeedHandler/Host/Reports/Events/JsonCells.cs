using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace FeedHandler.Host.Reports.Events;

/// <summary>Events as JSON Lines: one object for each, with a line end.</summary>
internal sealed class JsonCells : IEventText, IEventCells
{
    private const byte NewLine = (byte)'\n';
    private const int DigitsMax = 20;
    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly Utf8JsonWriter _writer;

    /// <summary>Writes into a buffer.</summary>
    public JsonCells(ArrayBufferWriter<byte> buffer)
    {
        _buffer = buffer;
        _writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
    }

    /// <inheritdoc/>
    public void BeginFile()
    {
    }

    /// <inheritdoc/>
    public IEventCells BeginLine()
    {
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        return this;
    }

    /// <inheritdoc/>
    public void EndLine()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.GetSpan(1)[0] = NewLine;
        _buffer.Advance(1);
    }

    /// <inheritdoc/>
    public void Number(EventColumn column, long value) => _writer.WriteNumber(EventColumns.NameOf(column), value);

    // Beyond 2^53 a JSON number is rounded by most readers, so these are texts.

    /// <inheritdoc/>
    public void Id(EventColumn column, ulong value)
    {
        Span<byte> text = stackalloc byte[DigitsMax];
        Utf8Formatter.TryFormat(value, text, out int written);
        _writer.WriteString(EventColumns.NameOf(column), text[..written]);
    }

    /// <inheritdoc/>
    public void WireTime(EventColumn column, ulong unixNs)
    {
        if (unixNs == 0) _writer.WriteNull(EventColumns.NameOf(column));
        else Id(column, unixNs);
    }

    /// <inheritdoc/>
    public void Time(EventColumn column, long unixNs)
    {
        if (unixNs == 0)
        {
            _writer.WriteNull(EventColumns.NameOf(column));
            return;
        }

        Span<byte> text = stackalloc byte[DigitsMax];
        Utf8Formatter.TryFormat(unixNs, text, out int written);
        _writer.WriteString(EventColumns.NameOf(column), text[..written]);
    }

    /// <inheritdoc/>
    public void Price(EventColumn column, long nano)
    {
        Span<byte> price = stackalloc byte[DecimalText.BytesMax];
        _writer.WriteString(EventColumns.NameOf(column), price[..DecimalText.Format(nano, price)]);
    }

    /// <inheritdoc/>
    public void Word(EventColumn column, string word) => _writer.WriteString(EventColumns.NameOf(column), word);

    /// <inheritdoc/>
    public void Text(EventColumn column, ReadOnlySpan<char> text) => _writer.WriteString(EventColumns.NameOf(column), text);

    /// <inheritdoc/>
    public void True(EventColumn column) => _writer.WriteBoolean(EventColumns.NameOf(column), value: true);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
