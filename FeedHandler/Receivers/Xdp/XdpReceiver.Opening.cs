using FeedHandler.Native.Clocks;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Waiting;
using FeedHandler.Native.Xdp;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Xdp;

/// <content>Opening, waiting and closing.</content>
public sealed partial class XdpReceiver
{
    private readonly List<string> _notes = [];
    private readonly DropTotal _drops = new();
    private readonly int _frameCount;
    private readonly List<XdpPort> _ports = [];
    private readonly CpuLatencyRequest? _awake;
    private readonly IDescriptorWaiter? _waiter;

    private XdpReceiver(IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        Groups = [.. groups];
        try
        {
            foreach ((string name, IReadOnlyList<LineGroup> own) in InterfaceGroups.Split(groups, _notes))
                _ports.Add(new XdpPort(name, own, groups, settings, _drops, _notes));
            Counters = InterfaceGroups.InOrder(groups, _ports.Select(static port => port.Groups));
            Memberships = InterfaceGroups.InOrder(groups, _ports.SelectMany(static port => port.Memberships));
            Stamps = new TimestampKind[groups.Count]; // frames come without a time: ours is read once per poll
            _queues = [.. _ports.SelectMany(static port => port.Queues.Select(socket => new Queue(socket, port.Groups)))];
            _frameCount = settings.Xdp.FrameCount * _queues.Length;
            NoteStamps(settings);
            _awake = settings.KeepsCoresAwake ? Environs.KeepCoresAwake(_notes) : null;
            _waiter = settings.Wait == WaitMode.Block ? Environs.OpenWaiter(settings, _notes) : null;
            foreach (Queue queue in _queues) Environs.Watch(_waiter, queue.Socket.Descriptor);

            // The first call of an import allocates: it is made here rather than with the first packet.
            _ = WallClock.NowNs();
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
        foreach (XdpPort port in _ports) port.Dispose();
        _waiter?.Dispose();
        _awake?.Dispose();
    }

    /// <summary>Loads the program on each interface in the calling thread's network namespace, opens a socket for each queue, and joins.</summary>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static XdpReceiver Open(IReadOnlyList<LineGroup> groups, ReceiverSettings settings) => new(groups, settings);

    private void NoteStamps(ReceiverSettings settings)
    {
        if (settings.Timestamps != TimestampKind.None) _notes.Add("frames that go past the kernel carry no time stamp: our own clock is read once per poll");
    }
}
