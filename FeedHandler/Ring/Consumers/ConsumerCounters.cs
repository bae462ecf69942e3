using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>What a consumer counts, two cache lines away from its neighbours on the heap. Written by the consumer's thread (release), read
/// by anybody (acquire).</summary>
[StructLayout(LayoutKind.Explicit, Size = 280)]
internal struct ConsumerCounters
{
    /// <summary>The last event that was taken.</summary>
    [FieldOffset(128)]
    internal long Last;

    /// <summary>The most events that were there to take at once.</summary>
    [FieldOffset(136)]
    internal long LagMax;

    /// <summary>Events that a later one replaced.</summary>
    [FieldOffset(144)]
    internal long ConflatedCount;
}
