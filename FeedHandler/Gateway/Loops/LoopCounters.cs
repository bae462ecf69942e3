using FeedHandler.Gateway.Connections;

namespace FeedHandler.Gateway.Loops;

/// <summary>What a loop counts. The loop's thread writes, any thread reads: each number by itself is right.</summary>
public sealed class LoopCounters
{
    private readonly long[] _closed = new long[Enum.GetValues<CloseReason>().Length];
    private readonly long[] _counts = new long[Enum.GetValues<LoopCount>().Length];

    /// <summary>Reads a number.</summary>
    /// <param name="count">Which.</param>
    public long this[LoopCount count] => Volatile.Read(ref _counts[(int)count]);

    /// <summary>How many connections ended for a reason.</summary>
    /// <param name="reason">The reason.</param>
    public long ClosedFor(CloseReason reason) => Volatile.Read(ref _closed[(int)reason]);

    internal void Add(LoopCount count, long number = 1) => Volatile.Write(ref _counts[(int)count], _counts[(int)count] + number);

    internal void Set(LoopCount count, long number) => Volatile.Write(ref _counts[(int)count], number);

    internal void AddClosed(CloseReason reason) => Volatile.Write(ref _closed[(int)reason], _closed[(int)reason] + 1);
}

/// <summary>Numbers of a loop.</summary>
public enum LoopCount
{
    /// <summary>Connections that were accepted and told to the handler.</summary>
    Accepted = 0,

    /// <summary>Connections that were closed as they came, or as a proxy named their host: it has as many as it may.</summary>
    RefusedPeers = 1,

    /// <summary>How often accepting paused: no slot, or no descriptor (EMFILE, ENFILE, ENOBUFS, ENOMEM).</summary>
    AcceptPauses = 2,

    /// <summary>Connections now.</summary>
    Connections = 3,

    /// <summary>Bytes received.</summary>
    ReceivedBytes = 4,

    /// <summary>Bytes that the system took.</summary>
    SentBytes = 5,

    /// <summary>Sends of which it took the last byte.</summary>
    SentMessages = 6,

    /// <summary>Calls, or operations of a ring, that sent.</summary>
    SendCalls = 7,

    /// <summary>How often the system took less than there was (EAGAIN).</summary>
    WouldBlock = 8,

    /// <summary>Bytes that were dropped from queues on the handler's behalf.</summary>
    DroppedBytes = 9,

    /// <summary>Turns of the loop.</summary>
    Turns = 10,

    /// <summary>Bytes queued now, of all connections.</summary>
    QueuedBytes = 11,

    /// <summary>Slices in queues now.</summary>
    Slices = 12,

    /// <summary>Segments in use now.</summary>
    Segments = 13,

    /// <summary>Memory of segments that was taken from the system, in bytes.</summary>
    SegmentMemoryBytes = 14,

    /// <summary>Memory of the table of slices, in bytes.</summary>
    SliceMemoryBytes = 15,

    /// <summary>Memory of the tables that have a row for each connection: records, timers, hosts; in bytes.</summary>
    ConnectionMemoryBytes = 16,
}
