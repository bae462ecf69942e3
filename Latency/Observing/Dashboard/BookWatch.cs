using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;

namespace FeedHandler.Observing;

/// <summary>
/// The books of a feed for whoever looks at one: copies of its own, made of the events on a thread for which the feed does not wait. Where it was too slow
/// once, it says that its books cannot be trusted any more, and never shows a wrong one as right.
/// </summary>
internal sealed class BookWatch : IFeedSink, IDisposable
{
    private const decimal NanoScale = 1_000_000_000m;
    private const int LevelCountMax = 10;
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<ChannelState> _channels;
    private readonly BookReplica[] _replicas;
    private long _lostCount;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="channels">The feed's channels.</param>
    public BookWatch(IReadOnlyList<ChannelState> channels)
    {
        _channels = channels;
        _replicas = [.. channels.Select(static channel => new BookReplica(channel.Instruments.Books.CountMax, touchedCount: 0))];
    }

    /// <inheritdoc/>
    public string Name => "dashboard";

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        lock (_lock)
        {
            if (!_isDisposed) _replicas[marketEvent.Channel].Apply(marketEvent);
        }
    }

    /// <inheritdoc/>
    public void OnLost(long lostCount) => Interlocked.Add(ref _lostCount, lostCount);

    /// <summary>The word of a book's state: "missed" for any where events were missed.</summary>
    /// <param name="state">What the copy believes to be.</param>
    public string StateOf(BookState state) => Interlocked.Read(ref _lostCount) > 0 ? "missed" : EventWords.Of(state);

    /// <summary>Writes the instruments of a channel: id, symbol and state of the book.</summary>
    /// <param name="writer">Takes an array.</param>
    /// <param name="countMax">How many at most over all channels.</param>
    public void WriteInstruments(Utf8JsonWriter writer, int countMax)
    {
        writer.WriteStartArray();
        int left = countMax;
        lock (_lock)
        {
            for (int i = 0; i < _channels.Count; i++)
            {
                for (int index = 0; index < _replicas[i].Books.Count && left > 0 && !_isDisposed; index++, left--)
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("channel", _channels[i].Id);
                    WriteHead(writer, i, index);
                    writer.WriteEndObject();
                }
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the ladder of an instrument.</summary>
    /// <param name="writer">Takes an object.</param>
    /// <param name="channelId">The channel's number.</param>
    /// <param name="securityId">The instrument's at the venue.</param>
    /// <returns>False when it is not known; nothing was written then.</returns>
    public bool TryWriteLadder(Utf8JsonWriter writer, int channelId, long securityId)
    {
        lock (_lock)
        {
            for (int i = 0; i < _channels.Count && !_isDisposed; i++)
            {
                int index = _channels[i].Id == channelId ? _channels[i].Instruments.Find(securityId) : -1;
                if (index < 0 || index >= _replicas[i].Books.Count) continue;
                WriteLadder(writer, i, index);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (BookReplica replica in _replicas) replica.Dispose();
        }
    }

    private void WriteLadder(Utf8JsonWriter writer, int channel, int index)
    {
        ref InstrumentBook book = ref _replicas[channel].Books[index];
        long factorNano = _channels[channel].Instruments.Definition(index).DisplayFactorNano;
        decimal factor = factorNano > 0 ? factorNano / NanoScale : 1;
        writer.WriteStartObject();
        WriteHead(writer, channel, index);
        writer.WriteNumber("eventsMissed", Interlocked.Read(ref _lostCount));
        writer.WriteBoolean("crossed", book.IsCrossed);
        WriteSide(writer, "bids", book, BookSide.Bid, factor);
        WriteSide(writer, "asks", book, BookSide.Ask, factor);
        WriteSide(writer, "impliedBids", book, BookSide.ImpliedBid, factor);
        WriteSide(writer, "impliedAsks", book, BookSide.ImpliedAsk, factor);
        if (book.LastPriceNano == MarketEvent.NullPrice) writer.WriteNull("lastPrice");
        else writer.WriteString("lastPrice", Text(book.LastPriceNano, factor));
        writer.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter writer, int channel, int index)
    {
        ref InstrumentBook book = ref _replicas[channel].Books[index];
        writer.WriteNumber("securityId", book.SecurityId);
        writer.WriteString("symbol", _channels[channel].Instruments.Definition(index).Symbol);
        writer.WriteString("state", StateOf(book.State));
        writer.WriteString("tradingStatus", JsonNamingPolicy.CamelCase.ConvertName(book.Status.ToString()));
    }

    private static void WriteSide(Utf8JsonWriter writer, string name, in InstrumentBook book, BookSide side, decimal factor)
    {
        writer.WriteStartArray(name);
        for (int number = 1; number <= Math.Min(book.Depth(side), LevelCountMax); number++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("level", number);
            bool isKnown = book.IsKnown(side, number);
            writer.WriteBoolean("known", isKnown);
            if (isKnown && book.TryGetLevel(side, number, out Level level))
            {
                writer.WriteString("price", Text(level.PriceNano, factor));
                writer.WriteNumber("quantity", level.Quantity);
                writer.WriteNumber("orders", level.Orders);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Text(long priceNano, decimal factor) => (priceNano / NanoScale * factor).ToString("0.#########", CultureInfo.InvariantCulture);
}
