using System.Net;
using System.Text;

namespace FeedHandler.Tests.Support;

/// <summary>A frame as a card receives it, header by header, written independently of the product's writer.</summary>
public static class ReceivedFrame
{
    public static readonly IPAddress Group4 = IPAddress.Parse("239.1.2.3");
    public static readonly IPAddress Group6 = IPAddress.Parse("ff05::77");

    public static byte[] Frame(byte[] packet, int tagCount, ushort type)
    {
        List<byte> frame = [.. new byte[12]];
        for (int i = 0; i < tagCount; i++) frame.AddRange([0x81, 0, 0, (byte)i]);
        frame.AddRange([(byte)(type >> 8), (byte)type, .. packet]);
        return [.. frame];
    }

    public static byte[] IPv4(byte[] segment)
    {
        int total = 20 + segment.Length;
        return [0x45, 0, (byte)(total >> 8), (byte)total, 0, 0, 0, 0, 1, 17, 0, 0, 10, 0, 0, 1, .. Group4.GetAddressBytes(), .. segment];
    }

    public static byte[] Udp(string text)
    {
        int length = 8 + text.Length;
        return [0x12, 0x34, 14310 >> 8, 14310 & 0xFF, (byte)(length >> 8), (byte)length, 0, 0, .. Encoding.ASCII.GetBytes(text)];
    }

    public static byte[] IPv6(byte[] segment) =>
        [0x60, 0, 0, 0, 0, (byte)segment.Length, 17, 1, .. IPAddress.Parse("fd00::1").GetAddressBytes(), .. Group6.GetAddressBytes(), .. segment];
}
