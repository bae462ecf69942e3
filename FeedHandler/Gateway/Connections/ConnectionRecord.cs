using System.Runtime.InteropServices;

namespace FeedHandler.Gateway.Connections;

/// <summary>What a loop knows of a connection: one cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct ConnectionRecord
{
    internal const int Bytes = 64;
    internal const int None = -1;

    internal int Descriptor;
    internal uint Generation;

    // The queue of slices that wait to be sent, and what they amount to.
    internal int QueueHead;
    internal int QueueTail;
    internal int QueuedBytes;

    // What was received and not consumed; no segment while there is nothing.
    internal int PartialSegment;
    internal int PartialBytes;

    // Next connection of the list of those that have something to send, to be read on, or to be released; of free slots.
    internal int DirtyNext;
    internal int ReadyNext;
    internal int ClosedNext;

    // Token bucket of received bytes.
    internal int ReceiveTokens;
    internal uint ReceiveStampMs;

    internal ulong HostKey;

    // Those of the queued bytes that are parts of files, and take no memory.
    internal int FileBytes;
    internal ConnectionStates States;
    internal CloseReason Reason;

    // Of a ring: bytes of the send that is under way, in place of the list of those that may have more to read.
    internal int SendingBytes
    {
        readonly get => ReadyNext;
        set => ReadyNext = value;
    }

    // Of one that is being closed and sends of a file: what was queued when that was looked at last, in place of what it may send us.
    internal int FlushMark
    {
        readonly get => ReceiveTokens;
        set => ReceiveTokens = value;
    }

    // Operations that a ring has not completed yet.
    internal byte PendingCount;

    internal readonly int MemoryBytes => QueuedBytes - FileBytes;

    internal readonly bool Is(ConnectionStates states) => (States & states) != 0;

    internal readonly bool IsUsable => (States & (ConnectionStates.Open | ConnectionStates.Closing | ConnectionStates.Closed)) == ConnectionStates.Open;
}

/// <summary>In what states a connection is.</summary>
[Flags]
internal enum ConnectionStates : ushort
{
    None = 0,

    /// <summary>The slot is taken, and its handler was told.</summary>
    Open = 1,

    /// <summary>It is in the list of those that have something to send.</summary>
    Dirty = 2,

    /// <summary>It is in the list of those that may have more to read.</summary>
    Ready = 4,

    /// <summary>The system took less than there was: it says when it takes more.</summary>
    Blocked = 8,

    /// <summary>Something stayed in the queue after a flush: the handler is told when it is gone.</summary>
    Backlogged = 16,

    /// <summary>The handler was told that the high mark is passed.</summary>
    AboveHigh = 32,

    /// <summary>It is closed as soon as all is sent: nothing more is queued or handed to the handler.</summary>
    Closing = 64,

    /// <summary>Our side is shut; the peer's end is waited for.</summary>
    Lingering = 128,

    /// <summary>The peer has closed its side.</summary>
    PeerEnded = 256,

    /// <summary>It is in the list of those that are to be released.</summary>
    Closed = 512,

    /// <summary>A send of the ring is under way.</summary>
    Sending = 1024,

    /// <summary>The ring ends what is under way, and then closes the file.</summary>
    Disconnecting = 2048,

    /// <summary>The ring closes the file.</summary>
    ClosingFile = 4096,

    /// <summary>It is counted by its host; one that came from a proxy is not, until the proxy has said who is behind it.</summary>
    Counted = 8192,

    /// <summary>What the system has yet to send is dropped when the ring closes the file.</summary>
    Aborted = 16384,
}
