using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Native.Sockets;

/// <content>Version 1: one line, such as `PROXY TCP4 192.0.2.1 198.51.100.2 40000 443`.</content>
public readonly partial record struct ProxyHeader
{
    private const int TextBytesMax = 107;
    private const int FieldCount = 4;
    private const int IPv4TextMax = 15;

    private static ReadOnlySpan<byte> TextStart => "PROXY "u8;

    private static ProxyHeaderStatus ReadText(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        header = default;
        int compared = Math.Min(bytes.Length, TextStart.Length);
        if (!bytes[..compared].SequenceEqual(TextStart[..compared])) return ProxyHeaderStatus.NoHeader;
        ReadOnlySpan<byte> line = bytes[..Math.Min(bytes.Length, TextBytesMax)];
        int end = line.IndexOf("\r\n"u8);
        if (end < 0) return bytes.Length < TextBytesMax ? ProxyHeaderStatus.Incomplete : ProxyHeaderStatus.TooLong;
        ReadOnlySpan<byte> words = line[TextStart.Length..end];
        header = new ProxyHeader(end + 2);
        if (words.SequenceEqual("UNKNOWN"u8) || words.StartsWith("UNKNOWN "u8)) return ProxyHeaderStatus.Complete;
        bool isGood = words.StartsWith("TCP4 "u8) || words.StartsWith("TCP6 "u8);
        return isGood && ReadFields(words[5..], words[3] == '4', ref header) ? ProxyHeaderStatus.Complete : Bad(out header);
    }

    private static ProxyHeaderStatus Bad(out ProxyHeader header)
    {
        header = default;
        return ProxyHeaderStatus.BadText;
    }

    private static bool ReadFields(ReadOnlySpan<byte> words, bool isIPv4, ref ProxyHeader header)
    {
        Span<Range> fields = stackalloc Range[FieldCount];
        int count = 0;
        foreach (Range field in words.Split((byte)' '))
        {
            if (count == FieldCount) return false;
            fields[count++] = field;
        }

        if (count != FieldCount) return false;
        if (!TryReadPort(words[fields[2]], out int sourcePort) || !TryReadPort(words[fields[3]], out int destinationPort)) return false;
        if (!TryReadAddress(words[fields[0]], isIPv4, sourcePort, out PeerAddress source)) return false;
        if (!TryReadAddress(words[fields[1]], isIPv4, destinationPort, out PeerAddress destination)) return false;
        header = header with { HasAddresses = true, Source = source, Destination = destination };
        return true;
    }

    private static bool TryReadPort(ReadOnlySpan<byte> text, out int port) =>
        Utf8Parser.TryParse(text, out port, out int consumed) && consumed == text.Length && port is >= 0 and <= ushort.MaxValue
        && char.IsAsciiDigit((char)text[0]);

    private static bool TryReadAddress(ReadOnlySpan<byte> text, bool isIPv4, int port, out PeerAddress address)
    {
        address = default;
        if (text.ContainsAnyExcept(isIPv4 ? "0123456789."u8 : "0123456789abcdefABCDEF:."u8)) return false;
        if (!IPAddress.TryParse(text, out IPAddress? parsed)) return false;
        if (parsed.AddressFamily != (isIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6)) return false;
        if (isIPv4 && !IsWritten(parsed, text)) return false;
        address = PeerAddress.Of(new IPEndPoint(parsed, port));
        return true;
    }

    // The runtime also reads 127.1 and 010.0.0.1 as addresses, others as other ones: only the one way to write it is accepted.
    private static bool IsWritten(IPAddress address, ReadOnlySpan<byte> text)
    {
        Span<byte> written = stackalloc byte[IPv4TextMax];
        return address.TryFormat(written, out int bytes) && text.SequenceEqual(written[..bytes]);
    }
}
