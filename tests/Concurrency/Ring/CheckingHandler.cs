using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

/// <summary>Checks that events come one by one, each once, each whole; throws at one sequence when that is positive.</summary>
internal struct CheckingHandler(long failAt) : IRingHandler<CheckingHandler, CheckedEvent>
{
    private long _next;

    internal long EventCount { get; private set; }

    internal long WrongCount { get; private set; }

    public void OnEvent(ref CheckedEvent data, long sequence, bool endOfBatch)
    {
        if (failAt > 0 && sequence == failAt) throw new InvalidOperationException($"told to fail at {sequence}");
        if (sequence != _next || !data.IsOf(sequence)) WrongCount++;
        _next = sequence + 1;
        EventCount++;
    }
}
