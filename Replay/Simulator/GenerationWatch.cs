namespace FeedHandler.Replay.Simulator;

/// <summary>Who waits for a capture to be made: sees how far it is, and may stop it.</summary>
/// <param name="stop">Stops it.</param>
public sealed class GenerationWatch(CancellationToken stop)
{
    private long _packetCount;

    /// <summary>Packets that were made, written or read back so far: each is met several times.</summary>
    public long PacketCount => Volatile.Read(ref _packetCount);

    /// <summary>Counts the items of a sequence as they pass, until it is stopped.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal IEnumerable<T> Over<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            stop.ThrowIfCancellationRequested();
            Volatile.Write(ref _packetCount, _packetCount + 1);
            yield return item;
        }
    }
}
