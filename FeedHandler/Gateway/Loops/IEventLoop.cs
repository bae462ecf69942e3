using System.Net;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Loops;

/// <summary>
/// Connections of one listening socket on one thread, which tells its <see cref="IConnectionHandler"/> of them. Everything but <see cref="Counters"/> belongs
/// to the thread that runs it. In steady state nothing is allocated.
/// </summary>
public interface IEventLoop : IDisposable
{
    /// <summary>Where it listens, once it is open.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Slots of connections, from 0: what a handler's own tables must have.</summary>
    int SlotCountMax { get; }

    /// <summary>Segments to send from, for the handler too.</summary>
    SegmentPool Segments { get; }

    /// <summary>What it counts; to be read by any thread.</summary>
    LoopCounters Counters { get; }

    /// <summary>Milliseconds since the loop was made, as of this turn.</summary>
    long NowMs { get; }

    /// <summary>Listens, on the thread that will run it. <see cref="Run"/> does it where it was not done.</summary>
    /// <exception cref="LoopException">The system refuses.</exception>
    void Open();

    /// <summary>Runs until it is cancelled, then closes every connection (<see cref="CloseReason.Stopped"/>).</summary>
    /// <param name="cancellation">Ends it, within <see cref="LoopOptions.IdleSleepUs"/>.</param>
    /// <exception cref="LoopException">The system refuses.</exception>
    void Run(CancellationToken cancellation);

    /// <summary>Queues a part of a segment, without copying it: the queue has the segment too, until it is sent or dropped.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="segment">A segment of <see cref="Segments"/>.</param>
    /// <param name="offset">Where the part begins, within what was written.</param>
    /// <param name="length">How many bytes: sent whole, or dropped whole.</param>
    /// <returns>False when the connection is gone or being closed; also when this closes it for want of memory (<see cref="CloseReason.Overload"/>).</returns>
    bool Send(ConnectionId id, SharedSegment segment, int offset, int length);

    /// <summary>Queues bytes, which are copied.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="bytes">The bytes: sent whole, or dropped whole.</param>
    /// <returns>As of the other.</returns>
    bool Send(ConnectionId id, ReadOnlySpan<byte> bytes);

    /// <summary>Queues a part of a file, which is not read before it is sent: the queue has the file too, until all is sent or dropped. It takes no memory, and
    /// is left out where a backlog has a limit.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="file">The file, opened on this thread.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How many bytes. A file that has fewer when they are sent closes the connection (<see cref="CloseReason.Failed"/>).</param>
    /// <returns>As of the others.</returns>
    bool SendFile(ConnectionId id, SentFile file, int offset, int length);

    /// <summary>Closes a connection. The handler is told later in the turn (<see cref="IConnectionHandler.OnClosed"/>), and receives nothing more.</summary>
    /// <param name="id">The connection; one that is gone is left alone.</param>
    /// <param name="reason">Why.</param>
    /// <param name="afterFlush">Whether what is queued is sent first, for at most <see cref="LoopOptions.CloseFlushMs"/>, where a file is
    /// among it for as long as the peer takes any of it within <see cref="LoopOptions.FileStallMs"/>; else it is dropped.</param>
    void Close(ConnectionId id, CloseReason reason, bool afterFlush);

    /// <summary>Counts a connection by another host than it came from: by who is behind a proxy (<see cref="LoopOptions.Proxies"/>).</summary>
    /// <param name="id">The connection.</param>
    /// <param name="peer">Who is behind the proxy.</param>
    /// <returns>False when it is gone or being closed; also when its host has as many as it may: this closes it (<see cref="CloseReason.Refused"/>).</returns>
    bool TryCountBy(ConnectionId id, in PeerAddress peer);

    /// <summary>Bytes that are queued for a connection and have not gone to the system, without those of files; 0 of one that is gone.</summary>
    /// <param name="id">The connection.</param>
    long Backlog(ConnectionId id);

    /// <summary>
    /// Drops what is queued for a connection, but for sends of which the system has some bytes already, and those that became one slice with them.
    /// </summary>
    /// <param name="id">The connection.</param>
    /// <param name="sendCount">How many sends were dropped.</param>
    /// <returns>How many bytes were dropped.</returns>
    long DropBacklog(ConnectionId id, out int sendCount);

    /// <summary>Starts a timer of a connection, anew if it runs.</summary>
    /// <param name="id">The connection; one that is gone is left alone.</param>
    /// <param name="kind">Which, from 0, below <see cref="LoopOptions.TimerKindCount"/>.</param>
    /// <param name="ms">After how long, in steps of 10 ms; never earlier.</param>
    void StartTimer(ConnectionId id, int kind, int ms);

    /// <summary>Listens no more: connections that there are go on.</summary>
    void StopAccepting();
}

/// <summary>A loop cannot be opened, or cannot go on: what the system refused, and what to do.</summary>
/// <param name="message">In words.</param>
public sealed class LoopException(string message) : Exception(message);
