using FeedHandler.Native.Linux;
using static FeedHandler.Native.Linux.LinuxConstants;
using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <summary>
/// One AF_XDP socket on one queue of a card, with memory of its own: the kernel (or the card) writes frames there, we read and give them
/// back. For one thread; nothing is allocated once it is open. Source: the kernel's Documentation/networking/af_xdp.rst.
/// </summary>
public sealed unsafe partial class XdpQueue : IDisposable
{
    private readonly ulong _frameMask;
    private uint* _receiveProducer;
    private uint* _receiveConsumer;
    private FrameDescriptor* _received;
    private uint* _fillProducer;
    private uint* _fillFlags;
    private ulong* _fill;
    private uint _ringMask;

    // The consumer's and the producer's positions as we have them: the kernel reads those words and never writes them.
    private uint _taken;
    private uint _filled;

    /// <summary>Which queue of the card.</summary>
    public int QueueIndex { get; }

    /// <summary>Whether the card writes into the memory itself; otherwise the kernel copies.</summary>
    public bool IsZeroCopy { get; private set; }

    /// <summary>What was asked of the kernel and refused without harm, such as busy polling.</summary>
    public IReadOnlyList<NativeResult> Refusals => _refusals;

    /// <summary>The socket's descriptor.</summary>
    public int Descriptor { get; private set; } = -1;

    /// <summary>How many frames wait to be read.</summary>
    public int AvailableCount => (int)(Volatile.Read(ref *_receiveProducer) - _taken);

    /// <summary>A waiting frame, from the Ethernet header on; valid until it is given back by <see cref="Release"/>.</summary>
    /// <param name="index">Which: from 0 to <see cref="AvailableCount"/> − 1.</param>
    public ReadOnlySpan<byte> Frame(int index)
    {
        FrameDescriptor descriptor = _received[(_taken + (uint)index) & _ringMask];
        return new ReadOnlySpan<byte>((byte*)_memory + descriptor.Address, (int)descriptor.Bytes);
    }

    /// <summary>Gives the oldest waiting frames back to the kernel to be filled anew.</summary>
    /// <param name="count">How many, at most <see cref="AvailableCount"/>.</param>
    public void Release(int count)
    {
        // There are as many frames as the fill ring has places: it cannot be full.
        for (uint i = 0; i < (uint)count; i++)
        {
            _fill[(_filled + i) & _ringMask] = _received[(_taken + i) & _ringMask].Address & _frameMask;
        }

        _filled += (uint)count;
        _taken += (uint)count;
        Volatile.Write(ref *_fillProducer, _filled);
        Volatile.Write(ref *_receiveConsumer, _taken);
    }

    /// <summary>Makes the kernel poll the card where it waits for that; to be called when nothing was found. Never blocks.</summary>
    public void Kick()
    {
        if (!_pollsBusily && (Volatile.Read(ref *_fillFlags) & XDP_RING_NEED_WAKEUP) == 0) return;
        _ = LibC.Recv(Descriptor, null, 0, MSG_DONTWAIT);
    }
}

/// <summary>How one AF_XDP socket is set up.</summary>
/// <param name="FrameCount">Frames that its memory holds, a power of two; it bounds what may wait to be polled.</param>
/// <param name="FrameBytes">Bytes of a frame with 256 bytes of the kernel's own before it: 2048 or 4096.</param>
/// <param name="ForcesCopy">Whether to let the kernel copy even where the driver could write into the memory itself.</param>
/// <param name="BusyPollUs">Microseconds for which the kernel polls the card on our behalf; 0 leaves it to interrupts.</param>
/// <param name="BusyPollBudget">Packets that one such poll takes at most.</param>
public readonly record struct XdpQueueSettings(int FrameCount, int FrameBytes, bool ForcesCopy, int BusyPollUs, int BusyPollBudget);
