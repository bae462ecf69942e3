using FeedHandler.Native.Dpdk;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Dpdk;

/// <content>Opening it.</content>
internal sealed partial class DpdkLine
{
    private const string CaptureDriver = "net_pcap";
    private const string PacketSocketDriver = "net_af_packet";
    private const int CaptureUnitNs = 1000;

    // Drivers that receive several frames at a time give nothing to who asks for fewer.
    private const int BatchCountMin = 32;

    /// <summary>Opens a device.</summary>
    /// <param name="environment">The running environment.</param>
    /// <param name="device">The device.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="all">All groups of the receiver.</param>
    /// <param name="settings">How.</param>
    /// <param name="drops">Sums up what is lost of all groups.</param>
    /// <param name="notes">Takes what could not be had as asked for.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal DpdkLine(
        DpdkEnvironment environment, DpdkDevice device, IReadOnlyList<LineGroup> groups, IReadOnlyList<LineGroup> all, ReceiverSettings settings,
        DropTotal drops, ICollection<string> notes)
    {
        bool isCapture = device.Name.StartsWith(CaptureDriver, StringComparison.Ordinal);
        int unitNs = settings.Dpdk.TimestampUnitNs > 0 || !isCapture ? settings.Dpdk.TimestampUnitNs : CaptureUnitNs;
        bool asksForStamps = unitNs > 0 && !isCapture && settings.Timestamps == TimestampKind.Hardware;
        DpdkPortSettings port = new(settings.Dpdk.BufferCount, settings.Dpdk.DescriptorCount, Math.Max(settings.BatchCount, BatchCountMin), asksForStamps);
        string problem = DpdkPort.Open(environment, device.Name, port, out DpdkPort? opened);
        Port = opened ?? throw new OpeningException($"DPDK: {problem}");
        try
        {
            Groups = new FrameGroups(groups, all, settings.PacketBytesMax, drops);
            _unitNs = settings.Timestamps != TimestampKind.None && Port.HasTimestamps ? unitNs : 0;
            bool lacksStamps = _unitNs == 0 && settings.Timestamps != TimestampKind.None;
            if (lacksStamps) notes.Add($"{device.Name}: packets carry no time stamp: our own clock is read once per poll");
            CountSocketDrops(device, notes);
            Join(device, groups, notes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void CountSocketDrops(DpdkDevice device, ICollection<string> notes)
    {
        if (!device.Name.StartsWith(PacketSocketDriver, StringComparison.Ordinal) || device.UnderlyingInterface is not { } underlying) return;
        if (!Port.CountSocketDrops(underlying)) notes.Add($"{device.Name}: its packet socket was not found: what its ring drops is not counted");
    }

    private void Join(DpdkDevice device, IReadOnlyList<LineGroup> groups, ICollection<string> notes)
    {
        string admitted = Port.Admit([.. groups.Select(static group => group.Group.Address).Distinct()]);
        if (admitted.Length > 0) notes.Add($"{device.Name}: {admitted}");
        if (device.KernelInterface is null)
        {
            notes.Add($"{device.Name}: the kernel does not have its interface, so nobody reports the memberships (IGMP, MLD): "
                + "have the switch forward the groups to it, or name an interface by which the kernel may join");
            for (int i = 0; i < groups.Count; i++) _memberships.Add(new FrameMembership(Groups, i, kernel: null));
            return;
        }

        if (!NetworkInterfaces.TryFind(device.KernelInterface, out string name, out string problem)) throw new OpeningException($"{device.Name}: {problem}");
        for (int i = 0; i < groups.Count; i++) _memberships.Add(new FrameMembership(Groups, i, KernelMembership.Join(groups[i], name, notes)));
    }
}
