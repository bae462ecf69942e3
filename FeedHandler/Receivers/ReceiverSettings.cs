using FeedHandler.Receivers.Dpdk;
using FeedHandler.Receivers.Xdp;

namespace FeedHandler.Receivers;

/// <summary>How to receive. A setting that a kind of receiver has no use for is ignored by it.</summary>
public sealed record ReceiverSettings
{
    /// <summary>Bytes of each socket's receive buffer, from 65536 to 1073741824.</summary>
    public int ReceiveBufferBytes { get; init; } = 16 << 20;

    /// <summary>Microseconds for which the kernel polls the network card's queue on our behalf, up to 1000000; 0 leaves it to interrupts.</summary>
    public int BusyPollUs { get; init; }

    /// <summary>Packets that one such poll takes from the card at most, from 1 to 65535.</summary>
    public int BusyPollBudget { get; init; } = 64;

    /// <summary>Packets taken from the kernel at once, from 1 to 1024.</summary>
    public int BatchCount { get; init; } = 64;

    /// <summary>Bytes of the longest payload, from 64 to 65535; what is longer is counted as truncated and not handed on.</summary>
    public int PacketBytesMax { get; init; } = 2048;

    /// <summary>Whose clock says when a packet arrived.</summary>
    public TimestampKind Timestamps { get; init; } = TimestampKind.Kernel;

    /// <summary>What to do between packets.</summary>
    public WaitMode Wait { get; init; }

    /// <summary>Whether to keep every core from deep sleep while the receiver is open (/dev/cpu_dma_latency); waking takes tens of microseconds.</summary>
    public bool KeepsCoresAwake { get; init; } = true;

    /// <summary>
    /// With io_uring: buffers that the kernel fills, a power of two from 8 to 32768, shared out among the groups in equal powers of two, at least 8 to
    /// each. What finds none waits in the socket's receive buffer.
    /// </summary>
    public int RingBufferCount { get; init; } = 1024;

    /// <summary>With io_uring: whether a thread of the kernel submits (IORING_SETUP_SQPOLL). It needs a core of its own.</summary>
    public bool UsesSubmissionThread { get; init; }

    /// <summary>With AF_XDP: its memory, and what it may ask of the driver.</summary>
    public XdpSettings Xdp { get; init; } = new();

    /// <summary>With DPDK: its arguments, memory and memberships.</summary>
    public DpdkSettings Dpdk { get; init; } = new();

    /// <summary>Says what is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        Check(ReceiveBufferBytes, 65536, 1 << 30, nameof(ReceiveBufferBytes));
        Check(BusyPollUs, 0, 1_000_000, nameof(BusyPollUs));
        Check(BusyPollBudget, 1, 65535, nameof(BusyPollBudget));
        Check(BatchCount, 1, 1024, nameof(BatchCount));
        Check(PacketBytesMax, 64, 65535, nameof(PacketBytesMax));
        Check(RingBufferCount, 8, 32768, nameof(RingBufferCount));
        Xdp.Validate();
        Dpdk.Validate();
        if (!int.IsPow2(RingBufferCount))
        {
            throw new ArgumentOutOfRangeException(nameof(RingBufferCount), RingBufferCount, "The number of ring buffers must be a power of two.");
        }
    }

    private static void Check(int value, int min, int max, string name)
    {
        if (value < min || value > max) throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {min} to {max}.");
    }
}

/// <summary>The ways by which packets can be received.</summary>
public enum ReceiverKind : byte
{
    /// <summary>Ordinary UDP sockets, polled in batches: works everywhere on Linux.</summary>
    Socket = 0,

    /// <summary>UDP sockets behind one io_uring: an empty poll costs no system call, however many groups there are.</summary>
    IoUring = 1,

    /// <summary>AF_XDP: frames from the driver's queue, past the kernel's network stack.</summary>
    Xdp = 2,

    /// <summary>DPDK: the network card driven from user space.</summary>
    Dpdk = 3,
}

/// <summary>Whose clock says when a packet arrived.</summary>
public enum TimestampKind : byte
{
    /// <summary>Ours, read once per poll in which a packet arrived.</summary>
    None = 0,

    /// <summary>The kernel's, taken when the driver handed the packet over: nanoseconds of CLOCK_REALTIME.</summary>
    Kernel = 1,

    /// <summary>
    /// The network card's, taken on the wire. It is Unix time only where something (such as ptp4l with phc2sys) keeps the card's clock so.
    /// </summary>
    Hardware = 2,
}

/// <summary>What a receiver does between packets.</summary>
public enum WaitMode : byte
{
    /// <summary>Burns its core: <see cref="ILiveReceiver.Wait"/> returns at once.</summary>
    Spin = 0,

    /// <summary>Sleeps in the kernel until something arrives.</summary>
    Block = 1,
}
