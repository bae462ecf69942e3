using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Tests.Support;

/// <summary>The messages of a CME capture, found by their sizes alone.</summary>
internal static class CmeMessages
{
    private const int PacketHeadBytes = 12;

    /// <summary>How many messages of each template there are.</summary>
    public static Dictionary<int, int> CountByTemplate(string path)
    {
        Dictionary<int, int> counts = [];
        foreach (byte[] message in Read(path))
        {
            int template = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(4));
            counts[template] = counts.GetValueOrDefault(template) + 1;
        }

        return counts;
    }

    /// <summary>All messages, one behind the other.</summary>
    public static byte[] AllBytes(string path) => [.. Read(path).SelectMany(static message => message)];

    private static List<byte[]> Read(string path)
    {
        List<byte[]> messages = [];
        using CaptureFile file = CaptureFile.Open(path);
        CaptureReader reader = file.CreateReader();
        FrameDecoder decoder = new();
        while (reader.TryRead(out CaptureRecord record))
        {
            if (!decoder.TryGetUdp(record, out UdpDatagram datagram)) continue;
            for (int offset = PacketHeadBytes; offset < datagram.Payload.Length;)
            {
                int length = BinaryPrimitives.ReadUInt16LittleEndian(datagram.Payload[offset..]);
                messages.Add(datagram.Payload.Slice(offset, length).ToArray());
                offset += length;
            }
        }

        return messages;
    }
}
