using System.Buffers;
using System.Buffers.Text;
using System.Text;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Events as comma-separated values (RFC 4180): a line with the names of all columns, then a line for each event. What is not there is empty. What a terminal
/// would act on is a question mark, as it has no escape here and a file is soon shown on one. The cells of a line may come in any order.
/// </summary>
/// <param name="buffer">Takes the lines.</param>
internal sealed class CsvCells(ArrayBufferWriter<byte> buffer) : IEventText, IEventCells
{
    private const int DigitsMax = 20;
    private const int CellBytesMax = 128; // a text of 24 characters, each of two bytes or doubled, in quotes
    private readonly (int Start, int Length)[] _cells = new (int, int)[EventColumns.Count];
    private readonly byte[] _bytes = new byte[EventColumns.Count * CellBytesMax];
    private int _length;

    /// <inheritdoc/>
    public void BeginFile()
    {
        BeginLine();
        for (int column = 0; column < EventColumns.Count; column++) Put((EventColumn)column, EventColumns.NameOf((EventColumn)column).EncodedUtf8Bytes);
        EndLine();
    }

    /// <inheritdoc/>
    public IEventCells BeginLine()
    {
        Array.Clear(_cells);
        _length = 0;
        return this;
    }

    /// <inheritdoc/>
    public void EndLine()
    {
        for (int column = 0; column < _cells.Length; column++)
        {
            if (column > 0) buffer.Write(","u8);
            (int start, int length) = _cells[column];
            buffer.Write(_bytes.AsSpan(start, length));
        }

        buffer.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    public void Number(EventColumn column, long value)
    {
        Span<byte> text = stackalloc byte[DigitsMax];
        Utf8Formatter.TryFormat(value, text, out int written);
        Put(column, text[..written]);
    }

    /// <inheritdoc/>
    public void Id(EventColumn column, ulong value)
    {
        Span<byte> text = stackalloc byte[DigitsMax];
        Utf8Formatter.TryFormat(value, text, out int written);
        Put(column, text[..written]);
    }

    /// <inheritdoc/>
    public void WireTime(EventColumn column, ulong unixNs)
    {
        if (unixNs != 0) Id(column, unixNs);
    }

    /// <inheritdoc/>
    public void Time(EventColumn column, long unixNs)
    {
        if (unixNs != 0) Number(column, unixNs);
    }

    /// <inheritdoc/>
    public void Price(EventColumn column, long nano)
    {
        Span<byte> price = stackalloc byte[DecimalText.BytesMax];
        Put(column, price[..DecimalText.Format(nano, price)]);
    }

    /// <inheritdoc/>
    public void Word(EventColumn column, string word) => Text(column, word);

    /// <inheritdoc/>
    public void Text(EventColumn column, ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[CellBytesMax / 2];
        Span<char> plain = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        for (int i = 0; i < text.Length; i++) plain[i] = PlainText.CanAct(text[i]) ? '?' : text[i];
        ReadOnlySpan<byte> whole = bytes[..Encoding.UTF8.GetBytes(plain[..text.Length], bytes)];
        if (whole.IndexOfAny(",\"\r\n"u8) < 0) Put(column, whole);
        else Quote(column, whole);
    }

    /// <inheritdoc/>
    public void True(EventColumn column) => Put(column, "true"u8);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Quote(EventColumn column, ReadOnlySpan<byte> text)
    {
        Span<byte> quoted = stackalloc byte[CellBytesMax];
        int length = 0;
        quoted[length++] = (byte)'"';
        foreach (byte letter in text)
        {
            if (letter == '"') quoted[length++] = letter;
            quoted[length++] = letter;
        }

        quoted[length++] = (byte)'"';
        Put(column, quoted[..length]);
    }

    private void Put(EventColumn column, ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_length));
        _cells[(int)column] = (_length, text.Length);
        _length += text.Length;
    }
}
