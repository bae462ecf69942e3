using FeedHandler.Native;
using FeedHandler.Native.Xdp;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Xdp;

/// <content>Opening it.</content>
internal sealed partial class XdpPort
{
    // A frame's memory begins with 256 bytes of the kernel's own (XDP_PACKET_HEADROOM); an Ethernet header with two tags takes 22.
    private const int OverheadBytes = 256 + 22;
    private const int ShortFrameBytes = 2048;
    private const int LongFrameBytes = 4096;
    private const int GroupCountMax = 4096;

    /// <summary>Opens an interface in the calling thread's network namespace.</summary>
    /// <param name="name">The interface's name.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="all">All groups of the receiver.</param>
    /// <param name="settings">How.</param>
    /// <param name="drops">Sums up what is lost of all groups.</param>
    /// <param name="notes">Takes what could not be had as asked for.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal XdpPort(
        string name, IReadOnlyList<LineGroup> groups, IReadOnlyList<LineGroup> all, ReceiverSettings settings, DropTotal drops, ICollection<string> notes)
    {
        if (groups.Count > GroupCountMax) throw new OpeningException($"{name}: {groups.Count} groups are more than the {GroupCountMax} of an interface");
        _name = name;
        Groups = new FrameGroups(groups, all, settings.PacketBytesMax, drops);
        MustSucceed(XdpInterface.Find(name, out XdpInterface? found));
        _interfaceIndex = found!.Index;
        try
        {
            _attachment = Attach(settings.Xdp, notes);
            OpenQueues(found, settings, notes);
            for (int i = 0; i < groups.Count; i++) _memberships.Add(new FrameMembership(Groups, i, KernelMembership.Join(groups[i], name, notes)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private XdpAttachment Attach(XdpSettings settings, ICollection<string> notes)
    {
        NativeResult result = XdpAttachment.Open(
            _interfaceIndex, [.. Groups.Groups.Select(static group => group.Group)], settings.AllowsDriver, out XdpAttachment? attachment);
        MustSucceed(result);
        string reason = attachment!.NativeRefusal is NativeResult refusal ? $"{refusal}{XdpAdvice.On(refusal, _name)}" : "its driver was not to be used";
        if (settings.RequiresDriver && attachment.Mode != XdpMode.Native)
        {
            attachment.Dispose();
            throw new OpeningException($"XDP on {_name}: {reason}: in the network stack (generic XDP) each frame would cost a copy more");
        }

        if (attachment.NativeRefusal is not null)
            notes.Add($"{_name}: {reason}: the program runs in the network stack (generic XDP), where each frame costs a copy more");
        return attachment;
    }

    private void OpenQueues(XdpInterface found, ReceiverSettings settings, ICollection<string> notes)
    {
        int longest = found.MtuBytes + OverheadBytes;
        if (longest > LongFrameBytes)
        {
            notes.Add($"{_name}: frames longer than {LongFrameBytes - OverheadBytes} bytes are dropped and counted (ip link set {_name} mtu 1500)");
        }

        int frameBytes = longest <= ShortFrameBytes ? ShortFrameBytes : LongFrameBytes;
        bool allowsZeroCopy = settings.Xdp.AllowsZeroCopy && _attachment!.Mode == XdpMode.Native;
        XdpQueueSettings queueSettings = new(settings.Xdp.FrameCount, frameBytes, !allowsZeroCopy, settings.BusyPollUs, settings.BusyPollBudget);
        for (int i = 0; i < found.QueueCount; i++)
        {
            MustSucceed(XdpQueue.Open(_interfaceIndex, i, queueSettings, out XdpQueue? queue));
            _queues.Add(queue!);
            MustSucceed(_attachment!.Connect(queue!));
            foreach (NativeResult refusal in queue!.Refusals)
            {
                notes.Add($"{_name}, queue {i}: {refusal}{XdpAdvice.On(refusal, _name)}: interrupts drive the card");
            }
        }

        if (allowsZeroCopy && !_queues[0].IsZeroCopy) notes.Add($"{_name}: its driver offers no zero copy: the kernel copies each frame into our memory");
    }

    private void MustSucceed(NativeResult result)
    {
        if (!result.IsSuccess) throw new OpeningException($"XDP on {_name}: {result}{XdpAdvice.On(result, _name)}");
    }
}
