namespace FeedHandler.Native.Xdp;

/// <summary>How one AF_XDP socket is set up.</summary>
/// <param name="FrameCount">Frames that its memory holds, a power of two; it bounds what may wait to be polled.</param>
/// <param name="FrameBytes">Bytes of a frame with 256 bytes of the kernel's own before it: 2048 or 4096.</param>
/// <param name="ForcesCopy">Whether to let the kernel copy even where the driver could write into the memory itself.</param>
/// <param name="BusyPollUs">Microseconds for which the kernel polls the card on our behalf; 0 leaves it to interrupts.</param>
/// <param name="BusyPollBudget">Packets that one such poll takes at most.</param>
public readonly record struct XdpQueueSettings(int FrameCount, int FrameBytes, bool ForcesCopy, int BusyPollUs, int BusyPollBudget);
