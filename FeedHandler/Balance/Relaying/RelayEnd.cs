using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Balance.Relaying;

/// <summary>One end of a relayed connection: a socket and what it is known to be ready for.</summary>
internal struct RelayEnd
{
    /// <summary>The socket, or -1.</summary>
    public int Descriptor;

    /// <summary>Tells its sockets apart: events of an earlier one are to be passed over.</summary>
    public uint Generation;

    /// <summary>Whether reading may tell something.</summary>
    public bool CanRead;

    /// <summary>Whether writing may.</summary>
    public bool CanWrite;

    /// <summary>Whether the end stands behind what can be read: then a short read is not the last one.</summary>
    public bool HasPeerEnded;

    /// <summary>Begins with a socket.</summary>
    public void Open(int descriptor)
    {
        Descriptor = descriptor;
        (CanRead, CanWrite, HasPeerEnded) = (false, false, false);
    }

    /// <summary>Keeps in mind what an event says.</summary>
    public void Learn(Readiness readiness)
    {
        CanRead |= (readiness & Readiness.Read) != 0;
        CanWrite |= (readiness & Readiness.Write) != 0;
        HasPeerEnded |= (readiness & (Readiness.PeerEnded | Readiness.Broken)) != 0;
    }

    /// <summary>Gives the socket up.</summary>
    /// <param name="resets">Whether the peer is told that something went wrong.</param>
    public void Close(bool resets)
    {
        if (Descriptor < 0) return;
        if (resets) StreamSocket.Abort(Descriptor);
        else StreamSocket.Close(Descriptor);
        Descriptor = -1;
        Generation++;
    }
}
