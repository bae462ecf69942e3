namespace FeedHandler.Native.Waiting;

/// <summary>
/// Tells once of each change in what can be read and written (edge-triggered): whoever is told goes on until there is nothing more, or is not told again.
/// </summary>
public interface IReadinessQueue : IDisposable
{
    /// <summary>Watches a descriptor until it is closed.</summary>
    /// <param name="descriptor">A socket.</param>
    /// <param name="tag">Comes back with what is told of it.</param>
    /// <param name="isWritten">Whether it is told when it can be written, too.</param>
    NativeResult Add(int descriptor, ulong tag, bool isWritten);

    /// <summary>Takes what there is to tell, and sleeps for it. Allocates nothing.</summary>
    /// <param name="events">Where it goes.</param>
    /// <param name="timeoutUs">How long it sleeps at most, in microseconds; 0 does not sleep.</param>
    /// <returns>How many there are; a negative error number (errno(3)) when the system refused.</returns>
    int Wait(Span<ReadinessEvent> events, int timeoutUs);
}

/// <summary>What is told of a descriptor.</summary>
/// <param name="Tag">The tag it was added with.</param>
/// <param name="IsReadable">Whether there is something to read, an end or an error included.</param>
/// <param name="IsWritable">Whether it can be written.</param>
/// <param name="IsEnding">Whether the peer has closed its side, or the connection is broken.</param>
public readonly record struct ReadinessEvent(ulong Tag, bool IsReadable, bool IsWritable, bool IsEnding);
