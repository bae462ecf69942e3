using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>Which life of the writer a broadcast is in: a writer that starts again goes on with the sequences of the one before it.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct BroadcastEpoch
{
    /// <summary>The size.</summary>
    internal const int Bytes = 128;

    /// <summary>Lives so far, from 1. Written by the writer (release) after <see cref="First"/> and before it publishes; read by readers
    /// (acquire) after the cursor, so whoever sees an event of a life sees the number of that life.</summary>
    [FieldOffset(0)]
    internal long Number;

    /// <summary>The first sequence of this life. Written by the writer before <see cref="Number"/>, read by readers after it. A reader
    /// that reads it while it changes sees a number that changes next, and looks again.</summary>
    [FieldOffset(8)]
    internal long First;

    /// <summary>1 once the writer ended this life by itself; 0 while it lives, and when it was killed. Written by the writer (release),
    /// read by readers (acquire).</summary>
    [FieldOffset(16)]
    internal int IsClosed;
}
