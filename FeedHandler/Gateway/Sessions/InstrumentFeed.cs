using FeedHandler.Client;
using FeedHandler.Core.Books;

namespace FeedHandler.Gateway.Sessions;

/// <summary>An instrument of the feed on one loop: what it is, how far it is, and who is told of it.</summary>
internal sealed class InstrumentFeed(int place, SubscribedInstrument instrument)
{
    private BookTop _top;

    /// <summary>Its place in the loop's table.</summary>
    public int Place => place;

    /// <summary>What it is now.</summary>
    public SubscribedInstrument Instrument { get; set; } = instrument;

    /// <summary>The number of the last event that concerned it, its own or its channel's.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Whether it is in the list of those of which the best prices may be others.</summary>
    public bool IsTopAwaited { get; set; }

    /// <summary>Who is told each event.</summary>
    public PooledList<Subscriber> Events;

    /// <summary>Who is told the best prices.</summary>
    public PooledList<Subscriber> Tops;

    /// <summary>The snapshot that was encoded last, as long as it stands.</summary>
    public KeptSnapshot Snapshot;

    /// <summary>Whether best prices, or what they are worth, are others than when this was asked last.</summary>
    public bool HasOtherTop(in InstrumentBook book)
    {
        BookTop top = BookTop.Of(book);
        if (top == _top) return false;
        _top = top;
        return true;
    }

    /// <summary>Who is told, by what.</summary>
    public ref PooledList<Subscriber> ListOf(Delivery delivery) => ref delivery == Delivery.TopOfBook ? ref Tops : ref Events;
}

/// <summary>A connection that is told of an instrument.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Generation">The connection in that slot.</param>
/// <param name="Interest">The index of its interest in the instrument.</param>
internal record struct Subscriber(int Slot, uint Generation, int Interest);

/// <summary>A snapshot that was encoded, for the next one who wants the same.</summary>
/// <param name="Era">The segment that it lies in, see <see cref="SharedFrames.Era"/>; 0 for none.</param>
/// <param name="AsOf">As of which event.</param>
/// <param name="Kind">Its cause.</param>
/// <param name="Frame">The frames.</param>
internal readonly record struct KeptSnapshot(long Era, long AsOf, byte Kind, SharedFrame Frame);
