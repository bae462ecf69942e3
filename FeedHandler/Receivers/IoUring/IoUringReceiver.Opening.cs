using System.Numerics;
using FeedHandler.Native.IoUring;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.IoUring;

/// <content>Opening, waiting and closing.</content>
public sealed partial class IoUringReceiver
{
    // What has become of the interfaces is looked at before each wait, so that none may last longer.
    private const int WaitMsMax = 1000;

    private const int BufferCountMin = 8;

    private readonly List<string> _notes = [];
    private readonly DropTotal _drops = new();
    private readonly ProvidedBuffers?[] _buffers;
    private readonly int _refusedCountMax;
    private readonly IDescriptorWaiter? _watch;
    private readonly LinkWatch? _links;
    private readonly CpuLatencyRequest? _awake;
    private readonly bool _waits;

    private IoUringReceiver(IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        Groups = [.. groups];
        _queues = new RingQueue[groups.Count];
        _buffers = new ProvidedBuffers?[groups.Count];
        _refusedCountMax = SocketReceiver.DatagramCountMax(settings);
        _unarmedCount = groups.Count;
        _waits = settings.Wait == WaitMode.Block;
        try
        {
            int bufferCount = Math.Max(BufferCountMin, 1 << BitOperations.Log2((uint)(settings.RingBufferCount / groups.Count)));
            _ring = RingOpening.Open(groups.Count, bufferCount, settings, _notes);
            if (settings.UsesSubmissionThread) _watch = Environs.OpenWatch();
            for (int i = 0; i < groups.Count; i++) _queues[i] = Open(groups[i], i, bufferCount, settings);
            _order = new ServiceOrder(Array.TrueForAll(_queues, static queue => queue.Socket.IsStamped));
            Counters = [.. _queues.Select(static queue => queue.Socket.Counters)];
            Memberships = [.. _queues.Select(static queue => queue.Socket.Membership)];
            Stamps = [.. _queues.Select(static queue => queue.Socket.Stamps)];
            _links = Environs.WatchLinks(_notes);
            _awake = settings.KeepsCoresAwake ? Environs.KeepCoresAwake(_notes) : null;
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
        if (!_waits || Array.Exists(_queues, static queue => queue.HasHead)) return;
        KeepUp();
        if (_unarmedCount > 0) _ = TryArm();
        int errno = _ring.Wait(Math.Min(timeoutMs, WaitMsMax));
        if (errno != 0) _queues[0].Socket.Counters.AddError(errno);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Once the groups are left nothing arrives any more, and once the ring is closed nothing is written to the buffers.
        foreach (RingQueue? queue in _queues) queue?.Socket.Dispose();
        _ring?.Dispose();
        foreach (ProvidedBuffers? buffers in _buffers) buffers?.Dispose();
        _watch?.Dispose();
        _links?.Dispose();
        _awake?.Dispose();
    }

    /// <summary>Opens a ring and a socket for each group in the calling thread's network namespace, and joins.</summary>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static IoUringReceiver Open(IReadOnlyList<LineGroup> groups, ReceiverSettings settings) => new(groups, settings);

    private RingQueue Open(LineGroup group, int index, int bufferCount, ReceiverSettings settings)
    {
        ProvidedBuffers buffers = new(bufferCount, settings.PacketBytesMax, index);
        _buffers[index] = buffers;
        RingOpening.MustSucceed(_ring.Register(buffers));
        RingQueue queue = new(GroupSocket.Open(group, index, settings, _drops, _notes), buffers);
        Environs.Watch(_watch, queue.Socket.Socket.Descriptor);
        return queue;
    }
}
