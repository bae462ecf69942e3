using System.Collections.Concurrent;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Tests.Support;

/// <summary>A handler of which a test says what it does, and which keeps what it was told.</summary>
internal sealed class ScriptedHandler : IConnectionHandler
{
    private readonly ConcurrentQueue<Action> _asked = new();

    public delegate int Receiver(IEventLoop loop, ConnectionId id, ReadOnlySpan<byte> bytes);

    public IEventLoop Loop { get; set; } = null!;

    public Receiver Receives { get; init; } = static (_, _, bytes) => bytes.Length;

    public Action<IEventLoop, ConnectionId>? Opens { get; init; }

    public Action<IEventLoop, ConnectionId, int>? Times { get; init; }

    public Action<IEventLoop, ConnectionId>? Backlogs { get; init; }

    public Func<IEventLoop, bool>? Turns { get; set; }

    public ConcurrentQueue<ConnectionId> Opened { get; } = new();

    public ConcurrentQueue<PeerAddress> Peers { get; } = new();

    public ConcurrentQueue<(ConnectionId Id, CloseReason Reason)> Closed { get; } = new();

    public ConcurrentQueue<ConnectionId> Drained { get; } = new();

    public ConcurrentQueue<(ConnectionId Id, long Bytes)> Backlogged { get; } = new();

    public ConcurrentQueue<(ConnectionId Id, int Kind, long NowMs)> TimedOut { get; } = new();

    /// <summary>Does something on the loop's thread, and waits for that.</summary>
    public T Ask<T>(Func<IEventLoop, T> what)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try
            {
                answer.SetResult(what(Loop));
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        });
        return FeedHandler.Tests.Support.Within.Patiently(answer.Task, "the loop answers");
    }

    public void OnOpened(ConnectionId id, in PeerAddress peer)
    {
        Peers.Enqueue(peer);
        Opens?.Invoke(Loop, id);
        Opened.Enqueue(id);
    }

    public int OnReceived(ConnectionId id, ReadOnlySpan<byte> bytes) => Receives(Loop, id, bytes);

    public void OnDrained(ConnectionId id) => Drained.Enqueue(id);

    public void OnBacklog(ConnectionId id, long bytes)
    {
        Backlogged.Enqueue((id, bytes));
        Backlogs?.Invoke(Loop, id);
    }

    public void OnTimer(ConnectionId id, int kind)
    {
        TimedOut.Enqueue((id, kind, Loop.NowMs));
        Times?.Invoke(Loop, id, kind);
    }

    public void OnClosed(ConnectionId id, CloseReason reason) => Closed.Enqueue((id, reason));

    public bool OnTurn()
    {
        while (_asked.TryDequeue(out Action? what)) what();
        return Turns?.Invoke(Loop) ?? false;
    }
}
