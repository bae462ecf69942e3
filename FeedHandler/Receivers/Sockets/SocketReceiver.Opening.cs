using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Receivers.Sockets;

/// <content>Opening, waiting and closing.</content>
public sealed partial class SocketReceiver
{
    private readonly List<string> _notes = [];
    private readonly LinkWatch? _links;
    private readonly CpuLatencyRequest? _awake;
    private readonly IDescriptorWaiter? _waiter;

    private SocketReceiver(IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        Groups = [.. groups];
        _sockets = new GroupSocket[groups.Count];
        try
        {
            for (int i = 0; i < groups.Count; i++) _sockets[i] = GroupSocket.Open(groups[i], i, settings, _notes);
            Counters = [.. _sockets.Select(static socket => socket.Counters)];
            _batch = new MessageBatch(settings.BatchCount, settings.PacketBytesMax);
            _links = Environs.WatchLinks(_notes);
            _awake = settings.KeepsCoresAwake ? Environs.KeepCoresAwake(_notes) : null;
            _waiter = settings.Wait == WaitMode.Block ? Environs.OpenWaiter(settings, _notes) : null;
            foreach (GroupSocket socket in _sockets) Environs.Watch(_waiter, socket.Socket.Descriptor);
            if (_links is not null) Environs.Watch(_waiter, _links.Descriptor);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Wait(int timeoutMs)
    {
        if (_waiter is null) return;
        KeepUp();
        _ = _waiter.Wait(timeoutMs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GroupSocket? socket in _sockets) socket?.Dispose();
        _waiter?.Dispose();
        _links?.Dispose();
        _awake?.Dispose();
        _batch?.Dispose();
    }

    /// <summary>Opens a socket for each group in the calling thread's network namespace, and joins.</summary>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static SocketReceiver Open(IReadOnlyList<LineGroup> groups, ReceiverSettings settings) => new(groups, settings);
}
