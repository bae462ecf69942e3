using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <summary>One group's socket, bound to the group so that it gets that group's datagrams alone.</summary>
internal sealed unsafe partial class GroupSocket : IDisposable
{
    private readonly byte[] _source;
    private readonly bool _tellsInterface;
    private readonly bool _prefersHardware;
    private readonly string _interfaceName;

    /// <summary>The group.</summary>
    internal LineGroup Group { get; }

    /// <summary>The socket.</summary>
    internal UdpSocket Socket { get; }

    /// <summary>What became of its packets.</summary>
    internal GroupCounters Counters { get; }

    /// <summary>The membership of the group.</summary>
    internal SocketMembership Membership { get; }

    /// <summary>The group's place among the receiver's, which its packets carry.</summary>
    internal int Index { get; }

    /// <summary>Whether the kernel stamps its datagrams.</summary>
    internal bool IsStamped { get; }

    /// <summary>Whose clock gives the receive times of its datagrams.</summary>
    internal TimestampKind Stamps => !IsStamped ? TimestampKind.None : _prefersHardware ? TimestampKind.Hardware : TimestampKind.Kernel;

    /// <summary>Whether the source has to be looked at, so that the kernel must tell it.</summary>
    internal bool ChecksSource => _source.Length > 0;

    /// <summary>
    /// Decides whether a datagram that was fetched is to be handed on; counts it when it is not, and sees what the kernel tells of drops.
    /// </summary>
    /// <param name="isTruncated">Whether it was longer than its room.</param>
    /// <param name="sender">The sender's socket address.</param>
    /// <param name="control">What the kernel told beside it.</param>
    internal bool Accept(bool isTruncated, ReadOnlySpan<byte> sender, in ControlMessages control)
    {
        if (control.Drops != 0) Counters.SeeKernelDrops(control.Drops);
        bool isForeign = (ChecksSource && !SocketAddressBytes.IsSameHost(sender, _source))
            || (_tellsInterface && control.InterfaceIndex != (uint)Membership.InterfaceIndex);
        if (isForeign) Counters.AddForeign();
        else if (isTruncated) Counters.AddTruncated();
        else return true;
        return false;
    }

    /// <summary>When the datagram arrived: the card's or the kernel's stamp.</summary>
    /// <param name="control">What the kernel told beside it.</param>
    /// <returns>Nanoseconds since the Unix epoch; 0 when nobody stamped it.</returns>
    internal long StampOf(in ControlMessages control) => _prefersHardware && control.HardwareNs != 0 ? control.HardwareNs : control.KernelNs;

    /// <summary>Leaves the group and closes the socket, which stays open for as long as a ring's receive holds it.</summary>
    public void Dispose()
    {
        Membership.Close();
        Socket.Dispose();
    }
}
