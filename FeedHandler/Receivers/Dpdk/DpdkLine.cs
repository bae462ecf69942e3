using FeedHandler.Native.Dpdk;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Dpdk;

/// <summary>One device of the receiver, with its groups and their memberships.</summary>
internal sealed class DpdkLine : IDisposable
{
    private const string CaptureDriver = "net_pcap";
    private const int CaptureUnitNs = 1000;

    private readonly List<KernelMembership> _memberships = [];
    private readonly int _unitNs;

    /// <summary>Opens a device.</summary>
    /// <param name="environment">The running environment.</param>
    /// <param name="device">The device.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="all">All groups of the receiver.</param>
    /// <param name="settings">How.</param>
    /// <param name="notes">Takes what could not be had as asked for.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal DpdkLine(
        DpdkEnvironment environment, DpdkDevice device, IReadOnlyList<LineGroup> groups, IReadOnlyList<LineGroup> all, ReceiverSettings settings,
        ICollection<string> notes)
    {
        bool isCapture = device.Name.StartsWith(CaptureDriver, StringComparison.Ordinal);
        int unitNs = settings.Dpdk.TimestampUnitNs > 0 || !isCapture ? settings.Dpdk.TimestampUnitNs : CaptureUnitNs;
        bool asksForStamps = unitNs > 0 && !isCapture && settings.Timestamps == TimestampKind.Hardware;
        DpdkPortSettings port = new(settings.Dpdk.BufferCount, settings.Dpdk.DescriptorCount, settings.BatchCount, asksForStamps);
        string problem = DpdkPort.Open(environment, device.Name, port, out DpdkPort? opened);
        Port = opened ?? throw new OpeningException($"DPDK: {problem}");
        try
        {
            Groups = new FrameGroups(groups, all, settings.PacketBytesMax);
            _unitNs = settings.Timestamps != TimestampKind.None && Port.HasTimestamps ? unitNs : 0;
            bool lacksStamps = _unitNs == 0 && settings.Timestamps != TimestampKind.None;
            if (lacksStamps) notes.Add($"{device.Name}: packets carry no time stamp: our own clock is read once per poll");
            Join(device, groups, notes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The port.</summary>
    internal DpdkPort Port { get; }

    /// <summary>The groups.</summary>
    internal FrameGroups Groups { get; } = null!;

    /// <summary>When the driver received a packet of the batch, in Unix nanoseconds; 0 when it did not say.</summary>
    internal long StampOf(int index) => _unitNs == 0 ? 0 : Port.TimestampOf(index) * _unitNs;

    /// <summary>Counts what the card and the driver dropped. Allocates nothing.</summary>
    internal void KeepUp() => Groups.First.SeeKernelDrops((uint)Port.ReadDropCount());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (KernelMembership membership in _memberships) membership.Dispose();
        Port.Dispose();
    }

    private void Join(DpdkDevice device, IReadOnlyList<LineGroup> groups, ICollection<string> notes)
    {
        string admitted = Port.Admit([.. groups.Select(static group => group.Group.Address).Distinct()]);
        if (admitted.Length > 0) notes.Add($"{device.Name}: {admitted}");
        if (device.KernelInterface is null)
        {
            notes.Add($"{device.Name}: the kernel does not have its interface, so nobody reports the memberships (IGMP, MLD): "
                + "have the switch forward the groups to it, or name an interface by which the kernel may join");
            return;
        }

        if (!NetworkInterfaces.TryFind(device.KernelInterface, out string name, out string problem)) throw new OpeningException($"{device.Name}: {problem}");
        foreach (LineGroup group in groups) _memberships.Add(KernelMembership.Join(group, name, notes));
    }
}
