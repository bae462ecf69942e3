using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

/// <summary>Checks events from wherever it joined: each whole, none skipped.</summary>
internal struct OrderHandler : IRingHandler<OrderHandler, CheckedEvent>
{
    private long _previous;

    internal long EventCount { get; private set; }

    internal long WrongCount { get; private set; }

    public void OnEvent(ref CheckedEvent data, long sequence, bool endOfBatch)
    {
        if (!data.IsOf(sequence) || (EventCount > 0 && sequence != _previous + 1)) WrongCount++;
        _previous = sequence;
        EventCount++;
    }
}
