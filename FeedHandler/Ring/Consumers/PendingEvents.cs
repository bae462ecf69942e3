namespace FeedHandler.Ring;

/// <summary>The latest event of each key that waits, in the order in which the keys began to wait. For one thread.</summary>
internal sealed class PendingEvents<TEvent>(int keyCount)
    where TEvent : unmanaged
{
    private const long NotWaiting = -1;

    private readonly TEvent[] _latest = new TEvent[keyCount];
    private readonly long[] _sequences = CreateSequences(keyCount);
    private readonly int[] _waitingKeys = new int[keyCount];
    private int _firstIndex;

    /// <summary>How many keys there are.</summary>
    internal int KeyCount => _latest.Length;

    /// <summary>How many keys wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Keeps an event.</summary>
    /// <returns>Whether it replaced one that waited.</returns>
    internal bool Put(int key, in TEvent value, long sequence)
    {
        bool isWaiting = _sequences[key] != NotWaiting;
        _latest[key] = value;
        _sequences[key] = sequence;
        if (isWaiting) return true;
        int index = _firstIndex + Count++;
        _waitingKeys[index < KeyCount ? index : index - KeyCount] = key;
        return false;
    }

    /// <summary>Takes the event of the key that has waited longest. At least one waits.</summary>
    internal ref TEvent Take(out long sequence)
    {
        int key = _waitingKeys[_firstIndex];
        if (++_firstIndex == KeyCount) _firstIndex = 0;
        Count--;
        sequence = _sequences[key];
        _sequences[key] = NotWaiting;
        return ref _latest[key];
    }

    private static long[] CreateSequences(int count)
    {
        long[] sequences = new long[count];
        Array.Fill(sequences, NotWaiting);
        return sequences;
    }
}
