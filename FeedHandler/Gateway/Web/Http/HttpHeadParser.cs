using System.Buffers;
using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// Reads the head of an HTTP/1.1 request (RFC 9112), by the letter: lines end in CRLF, names are tokens, nothing is folded, there is no body. What is not
/// so is refused before it could mean one thing here and another in a proxy. For one that comes in parts it begins again with each part, which 8 KiB bound.
/// </summary>
internal static class HttpHeadParser
{
    /// <summary>The most bytes of a head.</summary>
    internal const int BytesMax = 8 << 10;

    /// <summary>The most headers of a head.</summary>
    internal const int HeaderCountMax = 64;

    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n\0"u8);

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">What came so far.</param>
    /// <param name="head">What it says.</param>
    internal static HttpReading Read(ReadOnlySpan<byte> bytes, out HttpHead head)
    {
        head = default;
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0 && bytes.Length <= BytesMax) return HttpReading.NeedMore;
        if (end < 0 || end + 4 > BytesMax) return Refuse(ref head, HttpStatus.HeadTooLarge);
        head.Bytes = end + 4;
        ReadOnlySpan<byte> rest = bytes[..(end + 2)];
        if (!ReadRequestLine(TakeLine(ref rest), ref head)) return HttpReading.Refused;
        for (int count = 0; !rest.IsEmpty; count++)
        {
            if (count == HeaderCountMax) return Refuse(ref head, HttpStatus.HeadTooLarge);
            if (!ReadHeader(TakeLine(ref rest), ref head)) return Refuse(ref head, HttpStatus.BadRequest);
        }

        return head.IsOld || (head.Seen & HttpHeaders.Host) != 0 ? HttpReading.Head : Refuse(ref head, HttpStatus.BadRequest);
    }

    private static HttpReading Refuse(ref HttpHead head, HttpStatus status)
    {
        head.Refusal = status;
        return HttpReading.Refused;
    }

    private static ReadOnlySpan<byte> TakeLine(scoped ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf("\r\n"u8);
        ReadOnlySpan<byte> line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }

    private static bool ReadRequestLine(ReadOnlySpan<byte> line, ref HttpHead head)
    {
        head.Refusal = HttpStatus.BadRequest;
        int methodEnd = line.IndexOf((byte)' ');
        int targetEnd = line.LastIndexOf((byte)' ');
        if (methodEnd <= 0 || targetEnd <= methodEnd || line[..methodEnd].ContainsAnyExcept(TokenBytes)) return false;
        ReadOnlySpan<byte> version = line[(targetEnd + 1)..];
        if (!version.StartsWith("HTTP/"u8)) return false;
        head.IsOld = version.SequenceEqual("HTTP/1.0"u8);
        head.IsHeadOnly = line[..methodEnd].SequenceEqual("HEAD"u8);
        ReadOnlySpan<byte> target = line[(methodEnd + 1)..targetEnd];
        if (!head.IsOld && !version.SequenceEqual("HTTP/1.1"u8)) head.Refusal = HttpStatus.VersionNotSupported;
        else if (!head.IsHeadOnly && !line[..methodEnd].SequenceEqual("GET"u8)) head.Refusal = HttpStatus.MethodNotAllowed;
        else if (!target.IsEmpty && target[0] == '/' && !target.ContainsAnyExceptInRange((byte)'!', (byte)'~')) head.Refusal = HttpStatus.None;
        int query = target.IndexOf((byte)'?');
        head.Path = query < 0 ? target : target[..query];
        return head.Refusal == HttpStatus.None;
    }

    private static bool ReadHeader(ReadOnlySpan<byte> line, ref HttpHead head)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(TokenBytes)) return false;
        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAny(LineBreaks)) return false;
        if (Is(name, "host"u8)) return Once(ref head, HttpHeaders.Host) && TakeHost(value, ref head);
        if (Is(name, "origin"u8)) return Once(ref head, HttpHeaders.Origin) && Take(value, out head.Origin);
        if (Is(name, "sec-websocket-key"u8)) return Once(ref head, HttpHeaders.Key) && Take(value, out head.Key);
        if (Is(name, "sec-websocket-version"u8)) return Once(ref head, HttpHeaders.Version) && Take(value, out head.Version);
        if (Is(name, "content-length"u8)) return Once(ref head, HttpHeaders.ContentLength) && value.SequenceEqual("0"u8);
        if (Is(name, "authorization"u8)) return Once(ref head, HttpHeaders.Authorization) && Take(value, out head.Authorization);
        if (Is(name, "range"u8)) return Once(ref head, HttpHeaders.Range) && Take(value, out head.Range);
        if (Is(name, "transfer-encoding"u8)) return false;
        if (Is(name, "upgrade"u8)) head.IsUpgradeToWebSocket |= HasToken(value, "websocket"u8);
        else if (Is(name, "connection"u8)) head.IsConnectionUpgrade |= HasToken(value, "upgrade"u8);
        else if (Is(name, "sec-websocket-protocol"u8)) ReadProtocols(value, ref head);
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) => Ascii.EqualsIgnoreCase(text, lowerCase);

    private static bool Once(ref HttpHead head, HttpHeaders header)
    {
        bool isFirst = (head.Seen & header) == 0;
        head.Seen |= header;
        return isFirst;
    }

    private static bool Take(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> place)
    {
        place = value;
        return true;
    }

    private static bool TakeHost(ReadOnlySpan<byte> value, ref HttpHead head)
    {
        head.Host = value;
        return !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !value.ContainsAny("/@,\"\\"u8);
    }

    private static bool HasToken(ReadOnlySpan<byte> list, ReadOnlySpan<byte> lowerCase)
    {
        foreach (Range part in list.Split((byte)','))
        {
            if (Is(list[part].Trim(" \t"u8), lowerCase)) return true;
        }

        return false;
    }

    // The client's order is its wish, over several headers too.
    private static void ReadProtocols(ReadOnlySpan<byte> list, ref HttpHead head)
    {
        head.HasProtocols = true;
        foreach (Range part in list.Split((byte)','))
        {
            if (head.Protocol != WebProtocol.None) return;
            ReadOnlySpan<byte> name = list[part].Trim(" \t"u8);
            if (name.SequenceEqual(WebSocketHandshake.BinaryName)) head.Protocol = WebProtocol.Binary;
            else if (name.SequenceEqual(WebSocketHandshake.JsonName)) head.Protocol = WebProtocol.Json;
        }
    }
}
