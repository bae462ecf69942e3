using FeedHandler.Native.Clocks;
using FeedHandler.Native.Dpdk;
using FeedHandler.Native.Linux;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Dpdk;

/// <content>Opening and closing.</content>
public sealed partial class DpdkReceiver
{
    private readonly List<string> _notes = [];
    private readonly DropTotal _drops = new();
    private readonly int _bufferCount;
    private readonly DpdkEnvironment? _environment;
    private readonly CpuLatencyRequest? _awake;

    private DpdkReceiver(IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        Groups = [.. groups];
        IGrouping<DpdkDevice, LineGroup>[] devices = [.. groups.GroupBy(group => DpdkDevice.Find(group.Interface, settings.Dpdk))];
        foreach (IGrouping<DpdkDevice, LineGroup> device in devices) InterfaceGroups.RequireDistinct(device.Key.Name, device);
        string problem = DpdkEnvironment.Start(settings.Dpdk.Arguments, out _environment);
        if (_environment is null) throw new OpeningException(problem);
        List<DpdkLine> lines = [];
        try
        {
            foreach (IGrouping<DpdkDevice, LineGroup> device in devices)
                lines.Add(new DpdkLine(_environment, device.Key, [.. device], groups, settings, _drops, _notes));
            _bufferCount = settings.Dpdk.BufferCount * lines.Count;
            Counters = InterfaceGroups.InOrder(groups, lines.Select(static line => line.Groups));
            Memberships = InterfaceGroups.InOrder(groups, lines.SelectMany(static line => line.Memberships));
            Stamps = [.. groups.Select(group => lines.First(line => line.Groups.Groups.Contains(group)).Stamps)];
            _awake = settings.KeepsCoresAwake ? Environs.KeepCoresAwake(_notes) : null;
            if (settings.Wait == WaitMode.Block) _notes.Add("DPDK is polled and cannot sleep: it spins");

            // The first call of an import allocates: it is made here rather than with the first packets.
            _ = WallClock.NowNs();
            foreach (DpdkLine line in lines) line.Port.Free(0);
        }
        finally
        {
            _lines = [.. lines];
            if (Counters.Count == 0) Dispose();
        }
    }

    /// <summary>Returns at once: a poll-mode driver has nothing to wait for.</summary>
    /// <param name="timeoutMs">Not used.</param>
    public void Wait(int timeoutMs)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isRegistered && _threadId == Environment.CurrentManagedThreadId) _lines[0].Port.UnregisterThread();
        _isRegistered = false;
        foreach (DpdkLine line in _lines) line.Dispose();
        _environment?.Dispose();
        _awake?.Dispose();
    }

    /// <summary>Starts DPDK in the calling thread's network namespace, opens each device, and joins.</summary>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static DpdkReceiver Open(IReadOnlyList<LineGroup> groups, ReceiverSettings settings) => new(groups, settings);
}
