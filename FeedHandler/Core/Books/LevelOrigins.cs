using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books;

/// <summary>Whence a level came that stands in a book, and when.</summary>
/// <param name="Source">What stated it last: the sequence (<see cref="BookSource.Incremental"/>), a natural refresh after a loss or a late join, a snapshot, or
/// packets that were sent again.</param>
/// <param name="IsSuspect">Whether it may have changed since without our knowing.</param>
/// <param name="RxNs">When the packet that stated it was received, nanoseconds since the Unix epoch: its age is what has passed since.</param>
public readonly record struct LevelOrigin(BookSource Source, bool IsSuspect, long RxNs);

/// <summary>
/// Whence each level of a consumer's books of one channel came, and when: kept beside a <see cref="BookReplica"/> from the same events, and so off the feed
/// thread. 240 bytes an instrument, nothing allocated after it was made.
/// </summary>
public sealed unsafe class LevelOrigins : IDisposable
{
    private const int DirectPlaces = InstrumentBook.DirectDepthMax;
    private const int ImpliedFirst = 2 * DirectPlaces;
    private const int PlaceCount = ImpliedFirst + (2 * InstrumentBook.ImpliedDepthMax);
    private readonly BookTable _books;
    private readonly Origins* _origins;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="books">The consumer's books.</param>
    public LevelOrigins(BookTable books)
    {
        ArgumentNullException.ThrowIfNull(books);
        _books = books;
        _origins = (Origins*)NativeMemory.AllocZeroed((nuint)books.CountMax, (nuint)sizeof(Origins));
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~LevelOrigins() => Free();

    /// <summary>Looks a level up.</summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <param name="number">The level from 1 at the top.</param>
    /// <param name="origin">Whence it came.</param>
    /// <returns>False where no level stands, or none is known.</returns>
    public bool TryGet(int index, BookSide side, int number, out LevelOrigin origin)
    {
        origin = default;
        if ((uint)index >= (uint)_books.Count || !_books[index].TryGetLevel(side, number, out _)) return false;
        BookDoubts ofSide = BookDoubts.Levels | BookDoubts.Tail | (side >= BookSide.ImpliedBid ? BookDoubts.Implied : BookDoubts.None);
        Origins* origins = _origins + index;
        int place = First(side) + number - 1;
        origin = new LevelOrigin((BookSource)origins->Sources[place], (_books[index].Doubts & ofSide) != 0, origins->RxNs[place]);
        return true;
    }

    /// <summary>Takes an event, which the books have taken before.</summary>
    /// <param name="marketEvent">The event; all of the channel must be given, in order.</param>
    public void Apply(in MarketEvent marketEvent)
    {
        int index = marketEvent.InstrumentIndex;
        if (index == MarketEvent.NoInstrument) ApplyToAll(marketEvent.Kind);
        else if ((uint)index < (uint)_books.Count) ApplyToOne(marketEvent, _origins + index);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    // A reset empties books, and whatever comes is of the sequence; after a restart nothing is known until it is stated.
    private void ApplyToAll(EventKind kind)
    {
        if (kind is not (EventKind.BookClear or EventKind.ChannelReset)) return;
        for (int index = 0; index < _books.Count; index++) _origins[index].IsRefreshing = kind == EventKind.ChannelReset ? (byte)1 : (byte)0;
    }

    private void ApplyToOne(in MarketEvent told, Origins* origins)
    {
        bool isRestored = (told.Flags & EventFlags.Restored) != 0;
        switch (told.Kind)
        {
            case EventKind.Book:
                BookSource source = isRestored ? (BookSource)origins->Restorer : origins->IsRefreshing != 0 ? BookSource.Refresh : BookSource.Incremental;
                Move(origins, told, source);
                break;
            case EventKind.BookClear:
                if (isRestored) origins->Restorer = (byte)(told.Detail == (byte)BookSource.Replay ? BookSource.Replay : BookSource.Snapshot);
                origins->IsRefreshing = 0;
                break;
            case EventKind.BookStale or EventKind.Definition:
                if (_books[told.InstrumentIndex].State != BookState.Whole) origins->IsRefreshing = 1;
                break;
            default:
                break;
        }

        bool isLast = (told.Flags & (EventFlags.LastOfInstrument | EventFlags.EndOfEvent)) != 0;
        if (isLast && origins->IsRefreshing != 0 && _books[told.InstrumentIndex].State == BookState.Whole) origins->IsRefreshing = 0;
    }

    // Levels move as those of the book do (InstrumentBook.Apply). What an action refused there does here is seen by nobody: no level stands.
    private void Move(Origins* origins, in MarketEvent told, BookSource source)
    {
        int depth = _books[told.InstrumentIndex].Depth(told.Side);
        int place = told.Level - 1;
        if ((uint)place >= (uint)depth) return;
        int first = First(told.Side);
        Span<long> times = new(origins->RxNs + first, depth);
        Span<byte> sources = new(origins->Sources + first, depth);
        if (told.Action == BookAction.New)
        {
            times[place..^1].CopyTo(times[(place + 1)..]);
            sources[place..^1].CopyTo(sources[(place + 1)..]);
        }
        else if (told.Action == BookAction.Delete)
        {
            times[(place + 1)..].CopyTo(times[place..]);
            sources[(place + 1)..].CopyTo(sources[place..]);
            return;
        }

        (times[place], sources[place]) = (told.RxNs, (byte)source);
    }

    private static int First(BookSide side) => side switch
    {
        BookSide.Bid => 0,
        BookSide.Ask => DirectPlaces,
        BookSide.ImpliedBid => ImpliedFirst,
        _ => ImpliedFirst + InstrumentBook.ImpliedDepthMax,
    };

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.Free(_origins);
    }

    private struct Origins
    {
        public fixed long RxNs[PlaceCount];
        public fixed byte Sources[PlaceCount];
        public byte IsRefreshing;
        public byte Restorer;
    }
}
