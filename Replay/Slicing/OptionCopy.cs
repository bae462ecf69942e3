using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Slicing;

/// <summary>Copies options of pcapng blocks as they are; of numbers only the byte order changes.</summary>
internal static class OptionCopy
{
    // Of an interface: if_speed, if_tzone, if_tsoffset.
    private static readonly int[] InterfaceNumbers = [8, 10, 14];

    // Of a packet: epb_flags, epb_dropcount, epb_packetid, epb_queue.
    private static readonly int[] PacketNumbers = [2, 4, 5, 6];

    /// <summary>Copies the options of an interface.</summary>
    internal static void OfInterface(in CaptureInterface from, PcapNgOptions to) =>
        Copy(new CaptureOptions(from.Options, from.IsSwapped), from.IsSwapped ? InterfaceNumbers : [], to);

    /// <summary>Copies the options of a packet.</summary>
    internal static void OfPacket(CaptureOptions from, bool isSwapped, PcapNgOptions to) => Copy(from, isSwapped ? PacketNumbers : [], to);

    private static void Copy(CaptureOptions from, ReadOnlySpan<int> numbers, PcapNgOptions to)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        int offset = 0;
        while (from.TryRead(ref offset, out int code, out ReadOnlySpan<byte> value))
        {
            if (value.Length > sizeof(long) || !numbers.Contains(code))
            {
                to.Add((ushort)code, value);
                continue;
            }

            value.CopyTo(number);
            number[..value.Length].Reverse();
            to.Add((ushort)code, number[..value.Length]);
        }
    }
}
