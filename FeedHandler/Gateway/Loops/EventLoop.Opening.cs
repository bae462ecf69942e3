using System.Net;
using FeedHandler.Gateway.Connections;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Loops;

/// <content>Listening, and taking connections in.</content>
public abstract unsafe partial class EventLoop
{
    private long _acceptAgainMs;

    internal bool IsAccepting { get; private set; }

    internal bool IsAcceptPaused { get; private set; }

    /// <inheritdoc/>
    public void Open()
    {
        if (Listener is not null) return;
        MustSucceed(ListeningSocket.Open(Options.Listen, sharesPort: true, out ListeningSocket? listener));
        Listener = listener!;
        try
        {
            Listen();
            OpenQueue();
        }
        catch
        {
            CloseAll();
            throw;
        }

        IsAccepting = true;
        TellGauges();
    }

    // On the thread that opened it: the number of a descriptor may be another file's on any other.
    private void CloseAll()
    {
        try
        {
            CloseQueue();
        }
        finally
        {
            Listener?.Dispose();
            Listener = null;
        }
    }

    // The system asks no silent peer (SO_KEEPALIVE): with a million, answers are lost where it is busy, and with one answer the connection.
    // Handlers notice by what they are sent who is gone.
    private void Listen()
    {
        MustSucceed(Listener!.SendAtOnce());
        MustSucceed(Listener.SetUserTimeout(Options.UserTimeoutMs));
        if (Options.SendBufferBytes > 0) MustSucceed(Listener.SetSendBuffer(Options.SendBufferBytes));
        MustSucceed(Listener.Listen(Options.ListenBacklog));
        MustSucceed(Listener.GetLocal(out IPEndPoint? local));
        LocalEndPoint = local!;
    }

    /// <inheritdoc/>
    public void StopAccepting()
    {
        if (!IsAccepting) return;
        IsAccepting = IsAcceptPaused = false;
        CloseListener();
    }

    /// <inheritdoc/>
    public bool TryCountBy(ConnectionId id, in PeerAddress peer)
    {
        if (!Connections.IsUsable(id)) return false;
        ref ConnectionRecord record = ref Connections[id.Slot];
        Uncount(ref record);
        record.HostKey = PeerTable.KeyOf(peer);
        if (TryCount(record.HostKey))
        {
            record.States |= ConnectionStates.Counted;
            return true;
        }

        Abandon(id.Slot, CloseReason.Refused);
        return false;
    }

    /// <summary>Opens what tells of the network, and has it tell of the listening socket.</summary>
    private protected abstract void OpenQueue();

    /// <summary>Closes it.</summary>
    private protected abstract void CloseQueue();

    /// <summary>Whether something is left to do without being told.</summary>
    private protected abstract bool HasMore { get; }

    /// <summary>Sleeps until something is told, and does it.</summary>
    private protected abstract void Wait(int timeoutUs);

    /// <summary>Takes a connection off the lists of who uses it below.</summary>
    private protected virtual void Unlist(int slot, ref ConnectionRecord record)
    {
    }

    private protected virtual void CloseListener() => Listener?.Dispose();

    /// <summary>Accepting goes on.</summary>
    private protected abstract void AcceptAgain();

    /// <summary>Refuses what the system refused.</summary>
    /// <exception cref="LoopException">It was not done.</exception>
    private protected void MustSucceed(NativeResult result)
    {
        if (!result.IsSuccess) throw new LoopException($"cannot listen on {Options.Listen}: {result}");
    }

    /// <summary>Takes a connection in and tells the handler.</summary>
    /// <returns>The slot; none when its host has as many as it may.</returns>
    internal int Adopt(int descriptor, in PeerAddress peer)
    {
        bool isProxy = peer.IsIn(Options.Proxies);
        ulong hostKey = PeerTable.KeyOf(peer);
        if (!isProxy && !TryCount(hostKey)) return ConnectionRecord.None;
        int slot = Connections.Take(descriptor, hostKey);
        ref ConnectionRecord record = ref Connections[slot];
        if (!isProxy) record.States |= ConnectionStates.Counted;
        record.ReceiveTokens = Options.ReceivedBytesPerSecondMax;
        record.ReceiveStampMs = (uint)NowMs;
        Counters.Add(LoopCount.Accepted);
        Counters.Set(LoopCount.Connections, Connections.Count);
        return slot;
    }

    private void Uncount(ref ConnectionRecord record)
    {
        if (record.Is(ConnectionStates.Counted)) _peers.Remove(record.HostKey);
        record.States &= ~ConnectionStates.Counted;
    }

    private bool TryCount(ulong hostKey)
    {
        if (_peers.TryAdd(hostKey)) return true;
        Counters.Add(LoopCount.RefusedPeers);
        return false;
    }

    /// <summary>Nothing more can be accepted for now: tried again when a connection has ended, or after a while.</summary>
    internal void PauseAccepting()
    {
        if (!IsAcceptPaused) Counters.Add(LoopCount.AcceptPauses);
        IsAcceptPaused = true;
        _acceptAgainMs = NowMs + AcceptRetryMs;
    }

    private void ResumeAccepting()
    {
        if (Connections.IsFull)
        {
            _acceptAgainMs = NowMs + AcceptRetryMs;
            return;
        }

        IsAcceptPaused = false;
        if (IsAccepting) AcceptAgain();
    }
}
