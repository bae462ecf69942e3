using System.Runtime.InteropServices;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Balance.Relaying;

/// <content>Moving bytes, and the ends of connections.</content>
internal sealed partial class RelayLoop
{
    private List<RelayConnection> _again = [];
    private List<RelayConnection> _turns = [];

    private void OnClient(RelayConnection connection, Readiness readiness)
    {
        connection.Client.Learn(readiness);
        if (connection.Phase == RelayPhase.Relaying)
        {
            Relay(connection, readiness);
        }
        else if ((readiness & Readiness.Broken) != 0)
        {
            _counters.ClientResets++;
            Refuse(connection);
        }
        else if (connection.Phase == RelayPhase.Header)
        {
            ReadHeader(connection);
        }
    }

    private void Relay(RelayConnection connection, Readiness readiness)
    {
        RelayOutcome there = connection.ToServer.Turn(ref connection.Client, ref connection.Server, _memory, _options.Way);
        RelayOutcome back = connection.ToClient.Turn(ref connection.Server, ref connection.Client, _memory, _options.Way);
        int moved = connection.ToServer.MovedBytes + connection.ToClient.MovedBytes;
        _counters.BytesToBackends += connection.ToServer.MovedBytes;
        _counters.BytesToClients += connection.ToClient.MovedBytes;
        if (moved > 0) _idle.Add(connection, _nowMs);
        if (there == RelayOutcome.SourceFailed || back == RelayOutcome.TargetFailed) BreakByClient(connection);
        else if (there == RelayOutcome.TargetFailed || back == RelayOutcome.SourceFailed) BreakByServer(connection);
        else if (connection.ToServer.IsFinished && connection.ToClient.IsFinished) Finish(connection);
        else if (there == RelayOutcome.Going || back == RelayOutcome.Going) Queue(connection);
        else if ((readiness & Readiness.Broken) != 0) BreakIfFailed(connection);
    }

    // A failure that neither reading nor writing met, because nothing could be moved: what was read before it is lost with it.
    private void BreakIfFailed(RelayConnection connection)
    {
        if (StreamSocket.TakeError(connection.Client.Descriptor) != 0) BreakByClient(connection);
        else if (StreamSocket.TakeError(connection.Server.Descriptor) != 0) BreakByServer(connection);
    }

    private void BreakByClient(RelayConnection connection)
    {
        _counters.ClientResets++;
        Close(connection, resetsClient: false, resetsServer: true);
    }

    private void BreakByServer(RelayConnection connection)
    {
        _counters.BackendResets++;
        connection.Backend!.Resets++;
        Close(connection, resetsClient: true, resetsServer: false);
    }

    private void Finish(RelayConnection connection)
    {
        _counters.Finished++;
        Close(connection, resetsClient: false, resetsServer: false);
    }

    private void Queue(RelayConnection connection)
    {
        if (connection.IsQueued) return;
        connection.IsQueued = true;
        _again.Add(connection);
    }

    // One more turn for each that had more to do than fits one, in the order in which they came.
    private void GoOn()
    {
        if (_again.Count == 0) return;
        (_again, _turns) = (_turns, _again);
        foreach (RelayConnection connection in _turns)
        {
            connection.IsQueued = false;
            if (connection.Phase == RelayPhase.Relaying) Relay(connection, Readiness.None);
        }

        _turns.Clear();
    }

    private void EndLate()
    {
        while (_headers.Expired(_nowMs) is { } silent)
        {
            _counters.HeaderTimeouts++;
            Refuse(silent);
        }

        while (_connects.Expired(_nowMs) is { } waiting) Retry(waiting, $"did not accept within {_options.ConnectTimeoutMs} ms");
        while (_idle.Expired(_nowMs) is { } idle)
        {
            _counters.IdleTimeouts++;
            Refuse(idle);
        }

        if (_nowMs < _drainEndMs) return;
        foreach (RelayConnection late in _table)
        {
            if (late.Phase == RelayPhase.Free) continue;
            _counters.DrainResets++;
            Refuse(late);
        }
    }

    private void Close(RelayConnection connection, bool resetsClient, bool resetsServer)
    {
        if (connection.Phase == RelayPhase.Free) return;
        connection.Phase = RelayPhase.Free;
        connection.Deadlines?.Remove(connection);
        connection.Client.Close(resetsClient);
        connection.Server.Close(resetsServer);
        connection.ToServer.Reset(_memory);
        connection.ToClient.Reset(_memory);
        if (connection.IsCountedByPeer) Leave(connection.Peer);
        if (connection.Backend is { } backend) backend.Active--;
        (connection.Backend, connection.Tried, connection.IsLocal, connection.IsCountedByPeer) = (null, 0, false, false);
        _counters.Active--;
        _free.Push(connection);
    }

    private void Leave(in PeerAddress peer)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_byPeer, peer.Host);
        if (--count == 0) _byPeer.Remove(peer.Host);
    }
}
