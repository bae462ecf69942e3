using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FeedHandler.Client;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Subscribe;

/// <summary>Tells of books in lines of JSON (docs/json.md, `subscribe`): whole books, and events in the form of `--events`.</summary>
internal sealed class BookJsonLines : IBookOutput, IEventNames
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Stream _out;
    private readonly Utf8JsonWriter _writer;
    private readonly JsonCells _cells;
    private readonly bool _tellsEvents;
    private SubscribedInstrument? _instrument;
    private int _channelId;

    /// <summary>Begins to write to standard output.</summary>
    public BookJsonLines(Terminal terminal, Delivery delivery)
    {
        _out = terminal.OpenOut();
        _tellsEvents = delivery == Delivery.EveryEvent;
        _writer = new Utf8JsonWriter(_buffer);
        _cells = new JsonCells(_buffer);
    }

    /// <inheritdoc/>
    public long LineCount { get; private set; }

    /// <summary>What comes behind so many lines is left out.</summary>
    public long LineCountMax { get; init; }

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book) => Write("begin", book);

    /// <inheritdoc/>
    public void OnOrders(in SubscribedBook book) => Write("orders", book);

    /// <inheritdoc/>
    public void OnChange(in SubscribedBook book) => Write("change", book);

    /// <inheritdoc/>
    public void OnDefinition(in SubscribedBook book) => Write("definition", book);

    /// <inheritdoc/>
    public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent)
    {
        (_instrument, _channelId) = (book.Instrument, book.Instrument.ChannelId);
        WriteEvent(book.Sequence, marketEvent);
    }

    /// <inheritdoc/>
    public void OnChannel(int channelId, in MarketEvent marketEvent, long sequence)
    {
        if (!_tellsEvents && marketEvent.Kind == EventKind.EventEnd) return;
        (_instrument, _channelId) = (null, channelId);
        WriteEvent(sequence, marketEvent);
    }

    /// <inheritdoc/>
    public void OnLost(long lostCount) => Write("lost", writer => writer.WriteNumber("events", lostCount));

    /// <inheritdoc/>
    public void OnRestart() => Write("restart", static _ => { });

    /// <inheritdoc/>
    public void Show(FollowedFeed feed)
    {
        if (_buffer.WrittenCount == 0) return;
        _out.Write(_buffer.WrittenSpan);
        _out.Flush();
        _buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public int ChannelId(in MarketEvent marketEvent) => _channelId;

    /// <inheritdoc/>
    public bool TryGetSecurityId(in MarketEvent marketEvent, out long securityId)
    {
        securityId = _instrument?.SecurityId ?? 0;
        return _instrument is not null;
    }

    /// <inheritdoc/>
    public int CopySymbol(in MarketEvent marketEvent, Span<char> text)
    {
        string symbol = _instrument?.Symbol ?? "";
        symbol.CopyTo(text);
        return symbol.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _cells.Dispose();
        _out.Dispose();
    }

    private void Write(string cause, in SubscribedBook book)
    {
        (string sequence, string seqNum) = (Text(book.Sequence), Text(book.SeqNum));
        string? time = book.TransactTimeNs == 0 ? null : Text(book.TransactTimeNs);
        Engine.InstrumentReport report = BookReports.Of(book);
        StatisticSet statistics = book.Statistics;
        Write("snapshot", writer =>
        {
            writer.WriteString("cause", cause);
            writer.WriteString("sequence", sequence);
            writer.WriteString("seqNum", seqNum);
            writer.WriteString("transactTimeNs", time);
            ReplayJson.WriteInstrumentMembers(writer, report);
            StatisticJson.Write(writer, statistics);
        });
    }

    private void Write(string kind, Action<Utf8JsonWriter> writeMembers)
    {
        if (LineCount >= LineCountMax) return;
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        _writer.WriteString("kind", kind);
        writeMembers(_writer);
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.Write("\n"u8);
        LineCount++;
    }

    private void WriteEvent(long sequence, in MarketEvent marketEvent)
    {
        if (LineCount >= LineCountMax) return;
        _cells.BeginLine();
        EventFields.Write(sequence, marketEvent, this, _cells);
        _cells.EndLine();
        LineCount++;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
