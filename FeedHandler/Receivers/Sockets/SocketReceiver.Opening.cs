using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Receivers.Sockets;

/// <content>Opening, waiting and closing.</content>
public sealed partial class SocketReceiver
{
    // The kernel takes a datagram's bookkeeping out of the buffer too, and doubles the buffer for that: no datagram takes less than 512 bytes of it.
    private const int DatagramBufferBytes = 512 / 2;

    private readonly List<string> _notes = [];
    private readonly DropTotal _drops = new();
    private readonly LinkWatch? _links;
    private readonly CpuLatencyRequest? _awake;
    private readonly IDescriptorWaiter? _waiter;

    private SocketReceiver(IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        Groups = [.. groups];
        _queues = new SocketQueue[groups.Count];
        try
        {
            for (int i = 0; i < groups.Count; i++) _queues[i] = Open(groups[i], i, settings);
            _order = new ServiceOrder(Array.TrueForAll(_queues, static queue => queue.Socket.IsStamped));
            _freshUntilNs = KeepsOrder ? long.MinValue : long.MaxValue;
            Counters = [.. _queues.Select(static queue => queue.Socket.Counters)];
            Memberships = [.. _queues.Select(static queue => queue.Socket.Membership)];
            Stamps = [.. _queues.Select(static queue => queue.Socket.Stamps)];
            _links = Environs.WatchLinks(_notes);
            _awake = settings.KeepsCoresAwake ? Environs.KeepCoresAwake(_notes) : null;
            _waiter = settings.Wait == WaitMode.Block ? Environs.OpenWaiter(settings, _notes) : null;
            foreach (SocketQueue queue in _queues) Environs.Watch(_waiter, queue.Socket.Socket.Descriptor);
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
        if (_waiter is null || Array.Exists(_queues, static queue => queue.HasHead)) return;
        KeepUp();
        _ = _waiter.Wait(timeoutMs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SocketQueue? queue in _queues)
        {
            queue?.Socket.Dispose();
            queue?.Dispose();
        }

        _waiter?.Dispose();
        _links?.Dispose();
        _awake?.Dispose();
    }

    /// <summary>Opens a socket for each group in the calling thread's network namespace, and joins.</summary>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static SocketReceiver Open(IReadOnlyList<LineGroup> groups, ReceiverSettings settings) => new(groups, settings);

    /// <summary>More datagrams than a receive buffer can hold.</summary>
    internal static int DatagramCountMax(ReceiverSettings settings) => settings.ReceiveBufferBytes / DatagramBufferBytes;

    private SocketQueue Open(LineGroup group, int index, ReceiverSettings settings)
    {
        MessageBatch batch = new(settings.BatchCount, settings.PacketBytesMax);
        try
        {
            return new SocketQueue(GroupSocket.Open(group, index, settings, _drops, _notes), batch, DatagramCountMax(settings));
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }
}
