using FeedHandler.Native;
using FeedHandler.Native.IoUring;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.IoUring;

/// <content>Opening, waiting and closing.</content>
public sealed partial class IoUringReceiver
{
    // What has become of the interfaces is looked at before each wait, so that none may last longer.
    private const int WaitMsMax = 1000;

    private readonly List<string> _notes = [];
    private readonly LinkWatch? _links;
    private readonly CpuLatencyRequest? _awake;
    private readonly bool _waits;

    private IoUringReceiver(IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        Groups = [.. groups];
        _sockets = new GroupSocket[groups.Count];
        _isArmed = new bool[groups.Count];
        _unarmedCount = groups.Count;
        _waits = settings.Wait == WaitMode.Block;
        try
        {
            _ring = RingOpening.Open(groups.Count, settings, _notes);
            _buffers = new ProvidedBuffers(settings.RingBufferCount, settings.PacketBytesMax);
            RingOpening.MustSucceed(_ring.Register(_buffers));
            for (int i = 0; i < groups.Count; i++) _sockets[i] = GroupSocket.Open(groups[i], i, settings, _notes);
            Counters = [.. _sockets.Select(static socket => socket.Counters)];
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
        if (!_waits) return;
        KeepUp();
        if (_unarmedCount > 0) Arm();
        int errno = _ring.Wait(Math.Min(timeoutMs, WaitMsMax));
        if (errno != 0) _sockets[0].Counters.AddError(errno);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Once the groups are left nothing arrives any more, and once the ring is closed nothing is written to the buffers.
        foreach (GroupSocket? socket in _sockets) socket?.Dispose();
        _ring?.Dispose();
        _buffers?.Dispose();
        _links?.Dispose();
        _awake?.Dispose();
    }

    /// <summary>Opens a ring and a socket for each group in the calling thread's network namespace, and joins.</summary>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static IoUringReceiver Open(IReadOnlyList<LineGroup> groups, ReceiverSettings settings) => new(groups, settings);
}
