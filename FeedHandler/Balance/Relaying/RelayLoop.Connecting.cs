using FeedHandler.Balance.Backends;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Balance.Relaying;

/// <content>Connecting to backends, one after the other until one accepts, and checking them.</content>
internal sealed partial class RelayLoop
{
    private void TryNext(RelayConnection connection)
    {
        while (_chooser.Choose(connection.Peer, connection.Tried) is { } backend)
        {
            connection.Tried |= backend.Bit;
            NativeResult result = StreamSocket.Connect(backend.Target.Address, out int descriptor);
            if (result.IsSuccess) result = Watch(connection, descriptor);
            if (result.IsSuccess)
            {
                connection.Backend = backend;
                backend.Active++;
                _connects.Add(connection, _nowMs);
                return;
            }

            if (StreamSocket.IsShortage(result.Errno)) break; // the fault is ours, and the next one would fail alike
            Blame(backend, result.ToString(), isCheck: false);
        }

        _counters.RefusedWithoutBackend++;
        Refuse(connection);
    }

    private NativeResult Watch(RelayConnection connection, int descriptor)
    {
        connection.Server.Open(descriptor);
        NativeResult result = _epoll.Add(descriptor, new RelayTag(RelayTagKind.Server, connection.Slot, connection.Server.Generation).Bits);
        if (!result.IsSuccess) connection.Server.Close(resets: true);
        return result;
    }

    private void OnServer(RelayConnection connection, Readiness readiness)
    {
        connection.Server.Learn(readiness);
        if (connection.Phase == RelayPhase.Relaying) Relay(connection, readiness);
        else if (connection.Server.CanWrite) FinishConnecting(connection);
    }

    private void FinishConnecting(RelayConnection connection)
    {
        int errno = StreamSocket.TakeError(connection.Server.Descriptor);
        if (errno != 0)
        {
            Retry(connection, NativeResult.Failure("connect", errno).ToString());
            return;
        }

        connection.Backend!.Connections++;
        connection.Phase = RelayPhase.Relaying;
        _ = StreamSocket.SendAtOnce(connection.Server.Descriptor);
        _ = StreamSocket.KeepAlive(connection.Server.Descriptor);
        if (_options.SendsProxyHeader) Introduce(connection);
        _idle.Add(connection, _nowMs);
        Relay(connection, Readiness.None);
    }

    private void Introduce(RelayConnection connection)
    {
        Span<byte> header = stackalloc byte[ProxyHeader.WrittenBytesMax];
        int length = connection.IsLocal ? ProxyHeader.WriteLocal(header) : ProxyHeader.Write(connection.Peer, connection.Destination, header);
        _ = connection.ToServer.RoomBehind(_memory, ProxyRoomBytes);
        connection.ToServer.Prepend(header[..length]);
    }

    private void Retry(RelayConnection connection, string fault)
    {
        Backend backend = connection.Backend!;
        backend.Active--;
        connection.Backend = null;
        connection.Server.Close(resets: true);
        Blame(backend, fault, isCheck: false);
        TryNext(connection);
    }

    private void Blame(Backend backend, string fault, bool isCheck)
    {
        if (!isCheck) _counters.ConnectFailures++;
        if (backend.Fail(fault, isCheck)) _options.BackendChanged?.Invoke(backend);
    }

    private void RunChecks()
    {
        if (IsDraining) return;
        for (int index = 0; index < _checks.Length; index++)
        {
            BackendCheck check = _checks[index];
            if (check.DueMs > _nowMs) continue;
            if (check.Descriptor >= 0) EndCheck(check, _backends[index], isGood: false, "a check took too long");
            else if (check.Begin(_nowMs) is { } fault) EndCheck(check, _backends[index], isGood: false, fault);
            else if (_epoll.Add(check.Descriptor, new RelayTag(RelayTagKind.Check, index, check.Generation).Bits) is { IsSuccess: false } refused)
                EndCheck(check, _backends[index], isGood: false, refused.ToString());
        }
    }

    private void Advance(BackendCheck check, Backend backend, Readiness readiness)
    {
        if (check.Advance((readiness & Readiness.Write) != 0, out bool isGood, out string fault)) EndCheck(check, backend, isGood, fault);
    }

    private void EndCheck(BackendCheck check, Backend backend, bool isGood, string fault)
    {
        check.End(_nowMs);
        if (!isGood) Blame(backend, fault, isCheck: true);
        else if (backend.Pass()) _options.BackendChanged?.Invoke(backend);
    }
}
