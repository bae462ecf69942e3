using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FeedHandler.Latency.FlightRecorder;

/// <content>The bytes of a packet into the ring: the most of what the recorder costs.</content>
public sealed unsafe partial class FlightRing
{
    private const int BlockBytes = 4 * LineBytes;

    // In blocks of 256 bytes, the last of them over the one before: few lengths differ in how many there are, and a processor that guesses that wrong takes
    // longer for it than for the bytes.
    private static void Copy(ReadOnlySpan<byte> packet, byte* to)
    {
        if (packet.Length < BlockBytes)
        {
            packet.CopyTo(new Span<byte>(to, packet.Length));
            return;
        }

        ref byte from = ref MemoryMarshal.GetReference(packet);
        nuint last = (nuint)(packet.Length - BlockBytes);
        for (nuint at = 0; at < last; at += BlockBytes) CopyBlock(ref Unsafe.Add(ref from, at), to + at);
        CopyBlock(ref Unsafe.Add(ref from, last), to + last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // FlightBenchmark: once or twice a packet
    private static void CopyBlock(ref byte from, byte* to)
    {
        Vector512<byte> first = Vector512.LoadUnsafe(ref from), second = Vector512.LoadUnsafe(ref from, LineBytes);
        Vector512<byte> third = Vector512.LoadUnsafe(ref from, 2 * LineBytes), fourth = Vector512.LoadUnsafe(ref from, 3 * LineBytes);
        Vector512.Store(first, to);
        Vector512.Store(second, to + LineBytes);
        Vector512.Store(third, to + (2 * LineBytes));
        Vector512.Store(fourth, to + (3 * LineBytes));
    }
}
