using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Receivers.Dpdk;
using FeedHandler.Receivers.IoUring;
using FeedHandler.Receivers.Sockets;
using FeedHandler.Receivers.Xdp;

namespace FeedHandler.Engine;

/// <summary>Opens receivers, and gives them to a driver that is closed over the type of the one that was opened.</summary>
public static class LiveFeeds
{
    private const int WaitMsMax = 5;

    /// <summary>
    /// The kinds that are tried when none is asked for, in the order in which `bench receive` finds them (Latency/Results): XDP in the driver, then sockets,
    /// then io_uring, which needs no more than sockets do and so is never come to. XDP in the network stack costs a copy more, and DPDK takes a network card
    /// for itself: neither is chosen unasked.
    /// </summary>
    private static readonly ReceiverKind[] Automatic = [ReceiverKind.Xdp, ReceiverKind.Socket];

    /// <summary>Opens the kind that was asked for, or the best that works here; then the errors say why the better ones do not.</summary>
    public static ReceiverOpening Open(LiveOptions options) => options.Kind is { } asked
        ? LiveReceivers.Open(asked, options.Groups, options.Settings)
        : LiveReceivers.OpenFirst(Automatic, options.Groups, options.Settings with { Xdp = options.Settings.Xdp with { RequiresDriver = true } });

    /// <summary>Opens the receiver.</summary>
    /// <param name="options">What to receive.</param>
    /// <param name="notes">Takes what was had otherwise than asked.</param>
    /// <exception cref="FeedException">None can be opened; the message says why for each.</exception>
    public static ILiveReceiver Require(LiveOptions options, ICollection<string> notes)
    {
        ReceiverOpening opening = Open(options);
        if (opening.Receiver is not { } receiver) throw new FeedException("cannot receive:\n  " + string.Join("\n  ", opening.Errors));
        if (options.Kind is null) notes.Add(Choice(receiver.Kind, opening.Errors));
        foreach (string note in (IEnumerable<string>)[.. options.Notes, .. receiver.Notes]) notes.Add(note);
        return receiver;
    }

    private static string Choice(ReceiverKind kind, IReadOnlyList<string> errors) => kind == ReceiverKind.Xdp
        ? "receiver auto chose XDP: it runs in the driver of every interface, where it was the fastest in the recorded measurements (Latency/Results)"
        : "receiver auto chose sockets: of the receivers that work here they were the fastest in the recorded measurements (Latency/Results); "
            + $"XDP does not: {string.Join("; ", errors)}";

    /// <summary>Drives a receiver. Each kind has a struct of its own, so that the calls are direct.</summary>
    public static TResult Drive<TDriver, TResult>(ILiveReceiver receiver, TDriver driver)
        where TDriver : struct, IFeedDriver<TResult> => receiver switch
        {
            SocketReceiver sockets => driver.Drive(new SocketFeed(sockets)),
            IoUringReceiver ring => driver.Drive(new IoUringFeed(ring)),
            XdpReceiver xdp => driver.Drive(new XdpFeed(xdp)),
            DpdkReceiver dpdk => driver.Drive(new DpdkFeed(dpdk)),
            _ => throw new NotSupportedException($"nothing is closed over the receiver {receiver.Kind}"),
        };

    /// <summary>Packets of ordinary sockets.</summary>
    private readonly struct SocketFeed(SocketReceiver receiver) : IReceiver
    {
        public bool IsCompleted => false;

        public long DropCount => receiver.DropCount;

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler
        {
            int packetCount = receiver.Poll(ref handler, packetLimit);
            if (packetCount == 0) receiver.Wait(WaitMsMax);
            return packetCount;
        }

        public void LookForDrops() => receiver.LookForDrops();
    }

    /// <summary>Packets of sockets behind an io_uring.</summary>
    private readonly struct IoUringFeed(IoUringReceiver receiver) : IReceiver
    {
        public bool IsCompleted => false;

        public long DropCount => receiver.DropCount;

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler
        {
            int packetCount = receiver.Poll(ref handler, packetLimit);
            if (packetCount == 0) receiver.Wait(WaitMsMax);
            return packetCount;
        }

        public void LookForDrops() => receiver.LookForDrops();
    }

    /// <summary>Packets of AF_XDP.</summary>
    private readonly struct XdpFeed(XdpReceiver receiver) : IReceiver
    {
        public bool IsCompleted => false;

        public long DropCount => receiver.DropCount;

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler
        {
            int packetCount = receiver.Poll(ref handler, packetLimit);
            if (packetCount == 0) receiver.Wait(WaitMsMax);
            return packetCount;
        }

        public void LookForDrops() => receiver.LookForDrops();
    }

    /// <summary>Packets of DPDK, which is polled and never waits.</summary>
    private readonly struct DpdkFeed(DpdkReceiver receiver) : IReceiver
    {
        public bool IsCompleted => false;

        public long DropCount => receiver.DropCount;

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler => receiver.Poll(ref handler, packetLimit);

        public void LookForDrops() => receiver.LookForDrops();
    }
}
