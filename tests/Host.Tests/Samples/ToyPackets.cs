using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Samples;

/// <summary>A capture of the sample venue: one instrument, three levels, a trade, and a packet that is lost on both lines.</summary>
internal static class ToyPackets
{
    private const long StartNs = 1_767_600_000_000_000_000;

    public static string WriteTo(SmallCapture files)
    {
        byte[][] packets =
        [
            Packet(1, Message('D', 7, 0, [.. "TOY\0\0\0\0\0"u8, 5])),
            Packet(2, Level(1, side: 0, price: 99_500_000_000), Level(2, side: 1, price: 100_000_000_000)),
            Packet(3, Message('T', 7, 3, [0, .. Price(100_000_000_000), .. Quantity(4)])),
            Packet(5, Level(4, side: 1, price: 100_000_000_000, action: 1)),
        ];
        return files.Write("toy.pcap", [.. packets.SelectMany(static (packet, index) => new[]
        {
            (Line.A, StartNs + (index * 2_000_000), packet), (Line.B, StartNs + (index * 2_000_000) + 1000, packet),
        })]);
    }

    private static byte[] Level(uint number, byte side, long price, byte action = 0) =>
        Message('L', 7, number, [action, side, 1, .. Price(price), .. Quantity(10)]);

    private static byte[] Message(char kind, uint securityId, uint number, byte[] body)
    {
        byte[] message = new byte[10 + body.Length];
        (message[0], message[1]) = ((byte)message.Length, (byte)kind);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(2), securityId);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(6), number);
        body.CopyTo(message, 10);
        return message;
    }

    private static byte[] Packet(uint number, params byte[][] messages)
    {
        byte[] header = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(header, number);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(4), StartNs + (number * 1_000_000L));
        return [.. header, .. messages.SelectMany(static message => message)];
    }

    private static byte[] Price(long nano)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, nano);
        return bytes;
    }

    private static byte[] Quantity(int quantity)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, quantity);
        return bytes;
    }
}
