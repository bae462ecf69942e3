using FeedHandler.Native.Clocks;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <summary>Datagrams of one group that were fetched and not handed over yet, by the first of them.</summary>
internal abstract class GroupQueue(GroupSocket socket)
{
    private long _nowNs;

    /// <summary>The group's socket.</summary>
    internal GroupSocket Socket => socket;

    /// <summary>Whether there is a datagram to hand over.</summary>
    internal bool HasHead { get; private protected set; }

    /// <summary>When the kernel received the first datagram, by the one clock that all groups share: nanoseconds since the Unix epoch; 0 unstamped.</summary>
    internal long OrderNs { get; private set; }

    /// <summary>The receive time of the first datagram's packet, in nanoseconds since the Unix epoch.</summary>
    internal long RxNs { get; private set; }

    /// <summary>What was fetched and refused since the call of poll began.</summary>
    private protected int RefusedCount { get; set; }

    /// <summary>Has datagrams without a stamp bear a new reading of our own clock.</summary>
    internal void ReadClockAnew() => _nowNs = 0;

    /// <summary>Makes a datagram the first, unless it is refused.</summary>
    /// <param name="isTruncated">Whether it was longer than its room.</param>
    /// <param name="sender">The sender's socket address.</param>
    /// <param name="control">What the kernel told beside it.</param>
    private protected bool TryAccept(bool isTruncated, ReadOnlySpan<byte> sender, in ControlMessages control)
    {
        HasHead = socket.Accept(isTruncated, sender, in control);
        if (!HasHead)
        {
            RefusedCount++;
            return false;
        }

        OrderNs = control.KernelNs;
        long rxNs = socket.StampOf(in control);
        RxNs = rxNs != 0 ? rxNs : _nowNs != 0 ? _nowNs : _nowNs = WallClock.NowNs();
        return true;
    }
}
