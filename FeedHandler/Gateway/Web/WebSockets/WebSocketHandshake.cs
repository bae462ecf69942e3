using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// Whether a request becomes a WebSocket (RFC 6455, section 4.2): version 13, a key of 16 bytes, one of our subprotocols, and asked by nobody or by a
/// page of the same host or of a site that was named. A page of any other site would else read with the rights of whoever looks at it.
/// </summary>
/// <param name="origins">Sites whose pages may connect, such as https://desk.example; those of the same host always may.</param>
internal sealed class WebSocketHandshake(IEnumerable<string> origins)
{
    /// <summary>The most bytes that <see cref="Accept"/> writes.</summary>
    internal const int AnswerBytesMax = 256;

    private const int KeyBytes = 16;
    private const int KeyTextBytes = 24;
    private readonly byte[][] _origins = [.. origins.Select(static origin => Encoding.ASCII.GetBytes(origin.TrimEnd('/')))];

    /// <summary>The subprotocol of binary frames.</summary>
    internal static ReadOnlySpan<byte> BinaryName => "feedhandler.binary"u8;

    /// <summary>The subprotocol of JSON.</summary>
    internal static ReadOnlySpan<byte> JsonName => "feedhandler.json"u8;

    // What RFC 6455 has both sides append to the key.
    private static ReadOnlySpan<byte> KeyEnd => "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8;

    /// <summary>Judges a request.</summary>
    /// <param name="head">What it says.</param>
    /// <returns><see cref="HttpStatus.SwitchingProtocols"/>, or what is wrong with it.</returns>
    internal HttpStatus Judge(in HttpHead head)
    {
        if (!head.IsUpgradeToWebSocket || !head.IsConnectionUpgrade || !head.Version.SequenceEqual("13"u8)) return HttpStatus.UpgradeRequired;
        if (head.IsOld || head.IsHeadOnly || !IsKey(head.Key) || head.Protocol == WebProtocol.None) return HttpStatus.BadRequest;
        return IsWelcome(head.Origin, head.Host) ? HttpStatus.SwitchingProtocols : HttpStatus.Forbidden;
    }

    /// <summary>Whether a host is that of a site that was named: a proxy in front of the gateway passes on what was asked for.</summary>
    internal bool IsHostOfOrigin(ReadOnlySpan<byte> host)
    {
        foreach (byte[] named in _origins)
        {
            if (Ascii.EqualsIgnoreCase(HostOf(named), host)) return true;
        }

        return false;
    }

    /// <summary>Writes the answer to a request that was found good.</summary>
    /// <returns>Bytes written.</returns>
    internal static int Accept(in HttpHead head, Span<byte> answer)
    {
        Span<byte> text = stackalloc byte[KeyTextBytes + 36];
        head.Key.CopyTo(text);
        KeyEnd.CopyTo(text[KeyTextBytes..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6455 names SHA-1; it shows that the answer is to this request, and protects nothing
        SHA1.HashData(text, hash);
#pragma warning restore CA5350
        int length = Append(answer, 0, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "u8);
        Base64.EncodeToUtf8(hash, answer[length..], out _, out int written);
        length = Append(answer, length + written, "\r\nSec-WebSocket-Protocol: "u8);
        length = Append(answer, length, head.Protocol == WebProtocol.Json ? JsonName : BinaryName);
        return Append(answer, length, "\r\n\r\n"u8);
    }

    private static int Append(Span<byte> text, int at, ReadOnlySpan<byte> more)
    {
        more.CopyTo(text[at..]);
        return at + more.Length;
    }

    private static bool IsKey(ReadOnlySpan<byte> text)
    {
        Span<byte> key = stackalloc byte[KeyBytes + 2];
        return text.Length == KeyTextBytes && Base64.DecodeFromUtf8(text, key, out _, out int bytes) == OperationStatus.Done && bytes == KeyBytes;
    }

    private bool IsWelcome(ReadOnlySpan<byte> origin, ReadOnlySpan<byte> host)
    {
        if (origin.IsEmpty) return true;
        foreach (byte[] named in _origins)
        {
            if (Ascii.EqualsIgnoreCase(origin, named)) return true;
        }

        return Ascii.EqualsIgnoreCase(HostOf(origin), host);
    }

    // Behind the scheme; empty where there is none, which is no host.
    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> origin)
    {
        int scheme = origin.IndexOf("://"u8);
        return scheme > 0 ? origin[(scheme + 3)..] : default;
    }
}
