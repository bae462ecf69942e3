using System.Buffers.Binary;

namespace FeedHandler.Host.Tests.Support;

/// <summary>An order that is not what its level says.</summary>
internal static class ForgedOrder
{
    /// <summary>A capture with another quantity in every copy of the order behind the first level that has a new one.</summary>
    /// <param name="capture">The capture, which is changed.</param>
    public static byte[] WithAnotherQuantity(byte[] capture)
    {
        ReadOnlySpan<byte> head = [11, 0, 46, 0, 1, 0, 13, 0];
        ulong? forgedId = null;
        for (int at = 0; at < capture.Length - 64; at++)
        {
            if (!capture.AsSpan(at, head.Length).SequenceEqual(head)) continue;
            int entries = at + head.Length + 11;
            int orders = entries + 3 + (BinaryPrimitives.ReadUInt16LittleEndian(capture.AsSpan(entries)) * capture[entries + 2]);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(capture.AsSpan(at - 2));
            if (orders + 8 + 24 > at - 2 + size || capture[orders + 7] == 0 || capture[orders + 8 + 21] != 0) continue;
            Span<byte> order = capture.AsSpan(orders + 8, 24);
            forgedId ??= BinaryPrimitives.ReadUInt64LittleEndian(order);
            if (BinaryPrimitives.ReadUInt64LittleEndian(order) == forgedId) order[16]++;
        }

        return capture;
    }
}
