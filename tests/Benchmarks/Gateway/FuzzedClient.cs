using System.Text;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Benchmarks.Gateway;

/// <summary>
/// What a client sends that knows the protocol and does not keep to it: sessions of frames, of WebSockets, of HTTP and of PROXY headers, whose parts are
/// changed, cut, repeated and put elsewhere. The same number makes the same bytes.
/// </summary>
/// <param name="random">Whence they are made.</param>
internal sealed class FuzzedClient(Random random)
{
    private static readonly string[] Patterns = ["*", "id:100001", "id:4294967295", "310/*", "asset:*", "group:", "**?", "0", "", new('x', 200), "\u00e9", "\e[2J"];
    private static readonly string[] Texts = ["", "a-token-of-nobody", new('t', 500), "\r\n", "\0", "\"}", "\u2028"];
    private readonly byte[] _frame = new byte[SessionMessages.BytesMax];

    /// <summary>The bytes of one client, in the parts in which they are sent.</summary>
    public List<byte[]> Next()
    {
        List<byte[]> parts = random.Next(4) switch
        {
            0 => [.. Frames()],
            1 => [Handshake("feedhandler.binary"), .. Frames().Select(frame => WebSocketFrame(2, frame))],
            2 => [Handshake("feedhandler.json"), .. Json().Select(text => WebSocketFrame(1, Encoding.UTF8.GetBytes(text)))],
            _ => [Head()],
        };
        if (random.Next(8) == 0) parts.Insert(0, ProxyHeader());
        for (int i = 0; i < parts.Count; i++)
        {
            if (random.Next(3) == 0) parts[i] = Changed(parts[i]);
        }

        return parts;
    }

    private IEnumerable<byte[]> Frames()
    {
        if (random.Next(10) > 0) yield return Made(SessionMessages.Encode(new LogonMessage(Text(), "", (uint)random.Next(3) * 500, SessionMessages.ProtocolVersion), _frame));
        for (int count = random.Next(1, 12); count > 0; count--) yield return Frame();
    }

    private byte[] Frame() => random.Next(6) switch
    {
        0 => Made(SessionMessages.EncodeUnsubscribe((uint)random.Next(6), _frame)),
        1 => Made(SessionMessages.EncodeHeartbeat(random.NextInt64(), random.NextInt64(), _frame)),
        2 => Made(SessionMessages.Encode(new LogonMessage(Text(), Text(), (uint)random.Next(), random.Next(3)), _frame)),
        _ => Made(SessionMessages.Encode(Subscribe(), _frame)),
    };

    private SubscribeMessage Subscribe() => new(
        (uint)random.Next(6),
        Patterns[random.Next(Patterns.Length)],
        (Delivery)random.Next(5),
        (SlowPolicy)random.Next(4),
        random.Next(2) == 0 ? 1 : (uint)random.NextInt64(uint.MaxValue),
        random.Next(2) == 0 ? null : new ResumePoint(random.NextInt64(4), random.NextInt64(1 << 20)),
        random.Next(2) == 0);

    private IEnumerable<string> Json()
    {
        yield return """{"type":"logon"}""";
        for (int count = random.Next(1, 8); count > 0; count--)
        {
            string pattern = System.Text.Json.JsonSerializer.Serialize(Patterns[random.Next(Patterns.Length)]);
            yield return random.Next(4) switch
            {
                0 => $$"""{"type":"unsubscribe","requestId":{{random.Next(-2, 6)}}}""",
                1 => new string('[', random.Next(2000)),
                _ => $$"""{"type":"subscribe","requestId":{{random.Next(6)}},"pattern":{{pattern}},"delivery":"interval","intervalMs":{{random.Next(100)}}}""",
            };
        }
    }

    private byte[] Handshake(string protocol) => Ascii(
        $"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + $"Sec-WebSocket-Key: {Convert.ToBase64String(Bytes(16))}\r\nSec-WebSocket-Protocol: {protocol}\r\n\r\n");

    private byte[] Head()
    {
        string[] targets = ["/", "/healthz", "/app.js", "/../etc/passwd", "/%00", "*", "http://localhost/", new('/', 9000), "/history", "/history/.."];
        string[] methods = ["GET", "HEAD", "POST", "OPTIONS", "get", ""];
        string headers = string.Concat(Enumerable.Repeat("X: y\r\n", random.Next(80)));
        return Ascii($"{methods[random.Next(methods.Length)]} {targets[random.Next(targets.Length)]} HTTP/1.{random.Next(3)}\r\nHost: localhost\r\n{headers}\r\n");
    }

    private byte[] ProxyHeader() => random.Next(2) == 0
        ? Ascii($"PROXY TCP4 10.0.0.{random.Next(300)} 127.0.0.1 {random.Next(70_000)} 9470\r\n")
        : [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, 0x21, 0x11, 0, (byte)random.Next(256), .. Bytes(random.Next(40))];

    private byte[] WebSocketFrame(int opcode, byte[] payload)
    {
        byte[] mask = Bytes(4);
        for (int i = 0; i < payload.Length; i++) payload[i] ^= mask[i & 3];
        byte first = (byte)(opcode | (random.Next(6) > 0 ? 0x80 : 0));
        return payload.Length < 126
            ? [first, (byte)(0x80 | payload.Length), .. mask, .. payload]
            : [first, 0xfe, (byte)(payload.Length >> 8), (byte)payload.Length, .. mask, .. payload];
    }

    private byte[] Changed(byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (int count = random.Next(1, 6); count > 0 && changed.Count > 0; count--)
        {
            int at = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0: changed[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: changed[at] = (byte)(random.Next(2) == 0 ? 0xff : 0); break;
                case 2: changed.RemoveRange(at, Math.Min(random.Next(1, 9), changed.Count - at)); break;
                case 3: changed.InsertRange(at, Bytes(random.Next(1, 9))); break;
                default: changed.AddRange(changed.GetRange(at, Math.Min(40, changed.Count - at))); break;
            }
        }

        return [.. changed];
    }

    private string Text() => Texts[random.Next(Texts.Length)];

    private byte[] Made(int bytes) => _frame[..bytes];

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);
}
