using System.Numerics;
using System.Runtime.CompilerServices;

namespace FeedHandler.Ring;

/// <summary>How far apart events lie.</summary>
internal static class SlotSize
{
    private const int CacheLineBytes = 64;

    /// <summary>One or more whole cache lines: no two events share one.</summary>
    internal static int WholeLines<TEvent>()
        where TEvent : unmanaged => RoundUp(Unsafe.SizeOf<TEvent>());

    /// <summary>Small events as close as they may lie without one straddling two cache lines; large ones in whole lines.</summary>
    internal static int Packed<TEvent>()
        where TEvent : unmanaged
        => Unsafe.SizeOf<TEvent>() >= CacheLineBytes ? RoundUp(Unsafe.SizeOf<TEvent>()) : (int)BitOperations.RoundUpToPowerOf2((uint)Unsafe.SizeOf<TEvent>());

    private static int RoundUp(int bytes) => (bytes + CacheLineBytes - 1) / CacheLineBytes * CacheLineBytes;
}
