namespace FeedHandler.Concurrency.Ring;

/// <summary>An event whose every word is a function of its sequence: a torn, early, stale or lapped read shows.</summary>
internal struct CheckedEvent
{
    private long _first;
    private long _second;
    private long _third;

    internal readonly long Sequence => _first;

    internal void Write(long sequence)
    {
        _first = sequence;
        _second = Mix(sequence);
        _third = ~sequence;
    }

    internal readonly bool IsOf(long sequence) => _first == sequence && _second == Mix(sequence) && _third == ~sequence;

    private static long Mix(long sequence) => unchecked((sequence ^ (sequence >>> 31)) * -7046029254386353131);
}
