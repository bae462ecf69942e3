using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Slicing;

/// <summary>What a record says in the words of its file, which a slice repeats: by which interface it came, and when in ticks of that.</summary>
/// <param name="Interface">The interface's number in its section.</param>
/// <param name="Ticks">When, in the interface's resolution and from its offset on.</param>
internal readonly record struct RawRecord(int Interface, ulong Ticks)
{
    private const int BodyHeadBytes = 20;
    private const ulong MicrosecondNs = 1000;

    /// <summary>Reads it out of the block that stands around the frame, in place.</summary>
    /// <param name="view">The record.</param>
    /// <param name="reader">Its reader, which has read no further.</param>
    internal static unsafe RawRecord Of(in RecordView view, CaptureReader reader)
    {
        if (reader.File.Format != CaptureFormat.PcapNg)
            return new RawRecord(0, (ulong)view.TimestampNs / (reader.InterfaceAt(0).Options![4] == 9 ? 1 : MicrosecondNs));
        if (view.IsTimeless) return new RawRecord(0, 0);
        byte* body = view.Start - BodyHeadBytes;
        uint type = Read(body - PcapNgBlock.HeadBytes, view.IsSwapped);
        uint number = Read(body, view.IsSwapped);
        if (type == PcapNgBlock.Packet) number = view.IsSwapped ? number >> 16 : (ushort)number; // the other half counts drops
        return new RawRecord((int)number, ((ulong)Read(body + 4, view.IsSwapped) << 32) | Read(body + 8, view.IsSwapped));
    }

    private static unsafe uint Read(byte* at, bool isSwapped)
    {
        uint value = Unsafe.ReadUnaligned<uint>(at);
        return isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
