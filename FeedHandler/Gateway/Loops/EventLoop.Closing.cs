using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Timers;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Loops;

/// <content>
/// Ends. A connection is closed at once, or after all is sent: then our side is shut and the peer's end waited for, as whoever closes with unread bytes takes
/// back what was sent. Slots are given back between calls of the handler, never under one.
/// </content>
public abstract unsafe partial class EventLoop
{
    /// <inheritdoc/>
    public void Close(ConnectionId id, CloseReason reason, bool afterFlush)
    {
        if (!Connections.IsKnown(id)) return;
        ref ConnectionRecord record = ref Connections[id.Slot];
        if (!afterFlush) Abandon(id.Slot, reason);
        else if (record.IsUsable) BeginClosing(id.Slot, ref record, reason);
    }

    /// <inheritdoc/>
    public void StartTimer(ConnectionId id, int kind, int ms)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)kind, (uint)Options.TimerKindCount, nameof(kind));
        if (Connections.IsUsable(id)) _timers.Start(TimerOf(id.Slot, kind), Tick, ms);
    }

    /// <summary>Gives the descriptor back.</summary>
    /// <param name="slot">Whose.</param>
    /// <param name="record">Whose.</param>
    /// <param name="isAborted">Whether what the system has yet to send is dropped.</param>
    /// <returns>Whether the slot is free with that; else <see cref="Release"/> is called later.</returns>
    private protected abstract bool Disconnect(int slot, ref ConnectionRecord record, bool isAborted);

    /// <summary>Says to the peer that nothing more is sent.</summary>
    private protected abstract void EndSending(int slot, ref ConnectionRecord record);

    /// <summary>Ends a connection; its slot is given back at the end of what is done now.</summary>
    internal void Abandon(int slot, CloseReason reason)
    {
        ref ConnectionRecord record = ref Connections[slot];
        if (record.Is(ConnectionStates.Closed)) return;
        record.States |= ConnectionStates.Closed;
        record.Reason = reason;
        record.ClosedNext = _closedHead;
        _closedHead = slot;
    }

    /// <summary>Gives back what a connection has, its descriptor apart.</summary>
    internal void Release(int slot)
    {
        Queues.Clear(ref Connections[slot]);
        Connections.Free(slot);
        if (IsAcceptPaused) ResumeAccepting();
    }

    /// <summary>Ends a connection for an error of the system.</summary>
    internal void Fail(int slot, int errno) =>
        Abandon(slot, StreamSocket.IsReset(errno) ? CloseReason.Reset : StreamSocket.IsTimeout(errno) ? CloseReason.TimedOut : CloseReason.Failed);

    private void BeginClosing(int slot, ref ConnectionRecord record, CloseReason reason)
    {
        record.States |= ConnectionStates.Closing;
        record.Reason = reason;
        CancelTimers(slot);
        record.FlushMark = record.FileBytes > 0 ? record.QueuedBytes : 0;
        _timers.Start(TimerOf(slot, Options.TimerKindCount), Tick, record.FileBytes > 0 ? Options.FileStallMs : Options.CloseFlushMs);
        MarkDirty(slot, ref record); // with nothing queued it is drained by the next flush
    }

    private void Linger(int slot, ref ConnectionRecord record)
    {
        if (record.Is(ConnectionStates.Lingering)) return;
        if (record.Is(ConnectionStates.PeerEnded))
        {
            Abandon(slot, record.Reason);
            return;
        }

        record.States |= ConnectionStates.Lingering;
        EndSending(slot, ref record);
        _timers.Start(TimerOf(slot, Options.TimerKindCount), Tick, Options.LingerMs);
    }

    private void ExpireTimers()
    {
        while (_timers.TryExpire(Tick, out int timer))
        {
            (int slot, int kind) = Math.DivRem(timer, _timersPerSlot);
            ref ConnectionRecord record = ref Connections[slot];
            if (kind == Options.TimerKindCount) ExpireClosing(slot, ref record);
            else if (record.IsUsable) Handler.OnTimer(Connections.IdOf(slot), kind);
        }
    }

    // Who takes a file may take its time, as long as it takes any of it.
    private void ExpireClosing(int slot, ref ConnectionRecord record)
    {
        bool isLingering = record.Is(ConnectionStates.Lingering);
        bool isTaking = !isLingering && record.QueuedBytes < record.FlushMark;
        record.FlushMark = record.QueuedBytes;
        if (isTaking) _timers.Start(TimerOf(slot, Options.TimerKindCount), Tick, Options.FileStallMs);
        else Abandon(slot, isLingering ? record.Reason : CloseReason.FlushExpired);
    }

    private void ReleaseClosed()
    {
        while (_closedHead != ConnectionRecord.None)
        {
            int slot = _closedHead;
            ref ConnectionRecord record = ref Connections[slot];
            _closedHead = record.ClosedNext;
            CancelTimers(slot);
            ReleasePartial(ref record);
            ConnectionId id = Connections.IdOf(slot);
            CloseReason reason = record.Reason;
            bool isAborted = record.QueuedBytes > 0 || reason is CloseReason.FlushExpired;
            Uncount(ref record);
            Unlist(slot, ref record);
            record.States &= ~ConnectionStates.Open;
            if (Disconnect(slot, ref record, isAborted)) Release(slot);
            Counters.AddClosed(reason);
            Handler.OnClosed(id, reason);
        }
    }

    private void CancelTimers(int slot)
    {
        for (int kind = 0; kind < _timersPerSlot; kind++) _timers.Cancel(TimerOf(slot, kind));
    }

    private uint Tick => (uint)(NowMs / TimerWheel.TickMs);

    private int TimerOf(int slot, int kind) => (slot * _timersPerSlot) + kind;
}
