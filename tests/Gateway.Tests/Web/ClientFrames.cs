using System.Buffers.Binary;
using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>Frames as a client of RFC 6455 sends them, written from the standard and beside what is tested.</summary>
internal static class ClientFrames
{
    internal static byte[] Text(string text, bool isFinal = true) => Of(isFinal ? 0x81 : 0x01, Encoding.UTF8.GetBytes(text));

    internal static byte[] Binary(byte[] bytes) => Of(0x82, bytes);

    /// <summary>A frame.</summary>
    /// <param name="first">Its first byte: final bit, reserved bits and opcode.</param>
    /// <param name="payload">What it carries, unmasked.</param>
    /// <param name="lengthBytes">Bytes of the extended length, to send one that is not the shortest; -1 for the shortest.</param>
    /// <param name="isMasked">Whether it is masked, as a client's must be.</param>
    internal static byte[] Of(int first, byte[] payload, int lengthBytes = -1, bool isMasked = true)
    {
        List<byte> frame = [(byte)first];
        int mask = isMasked ? 0x80 : 0;
        if (lengthBytes < 0) lengthBytes = payload.Length < 126 ? 0 : payload.Length < 65536 ? 2 : 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
        frame.Add((byte)(mask | lengthBytes switch { 0 => payload.Length, 2 => 126, _ => 127 }));
        frame.AddRange(length[(8 - lengthBytes)..]);
        byte[] key = [0x37, 0xFA, 0x21, 0x3D];
        if (isMasked) frame.AddRange(key);
        frame.AddRange(payload.Select((value, i) => isMasked ? (byte)(value ^ key[i % 4]) : value));
        return [.. frame];
    }
}
