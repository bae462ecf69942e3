using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

/// <summary>What a reader of checked events found.</summary>
internal struct Tally
{
    internal long EventCount { get; private set; }

    internal long WrongCount { get; private set; }

    /// <summary>Takes one event.</summary>
    /// <returns>False when there was nothing new.</returns>
    internal bool Take(BroadcastReader<CheckedEvent> reader)
    {
        long expected = reader.NextSequence;
        BroadcastRead read = reader.TryRead(out CheckedEvent taken);
        if (read == BroadcastRead.Taken) Count(taken, expected);
        return read is not (BroadcastRead.Empty or BroadcastRead.Closed);
    }

    /// <summary>Takes several events.</summary>
    /// <returns>False when there was nothing new.</returns>
    internal bool Take(BroadcastReader<CheckedEvent> reader, Span<CheckedEvent> buffer)
    {
        long expected = reader.NextSequence;
        BroadcastRead read = reader.Read(buffer, out int count);
        for (int i = 0; i < count; i++) Count(buffer[i], expected + i);
        return read is not (BroadcastRead.Empty or BroadcastRead.Closed);
    }

    private void Count(in CheckedEvent taken, long expected)
    {
        EventCount++;
        if (!taken.IsOf(expected)) WrongCount++;
    }
}
