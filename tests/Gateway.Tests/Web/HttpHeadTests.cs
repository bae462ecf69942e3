using System.Text;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Web;

public sealed class HttpHeadTests
{
    private const string Upgrade = "GET / HTTP/1.1\r\nHost: desk:9000\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: other, feedhandler.json, feedhandler.binary\r\n";

    private static readonly HttpAnswers Answers = new(new WebOptions { Origins = ["https://desk.example/"] }, isLoopback: false);

    [Test]
    public void ARequestIsRead()
    {
        Assert.That(HttpHeadParser.Read("HEAD /healthz?x=1 HTTP/1.1\r\nhost:\t desk \r\nX: y\r\n\r\nrest"u8, out HttpHead head), Is.EqualTo(HttpReading.Head));
        Assert.That(Encoding.ASCII.GetString(head.Path), Is.EqualTo("/healthz"));
        Assert.That(Encoding.ASCII.GetString(head.Host), Is.EqualTo("desk"));
        Assert.That(head.IsHeadOnly, Is.True);
        Assert.That(head.Bytes, Is.EqualTo(50));
    }

    [Test]
    public void AHeadIsReadWhenAllOfItIsThere()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Upgrade + "\r\n");
        for (int length = 0; length < bytes.Length; length++)
            Assert.That(HttpHeadParser.Read(bytes.AsSpan(0, length), out _), Is.EqualTo(HttpReading.NeedMore), $"{length} bytes");
        Assert.That(HttpHeadParser.Read(bytes, out _), Is.EqualTo(HttpReading.Head));
    }

    [TestCase("GET / HTTP/1.1\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(no host)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(two hosts)")]
    [TestCase("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(blank behind a name)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(folded)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(bare line feed)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(bare return)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX: b\0\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(zero)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(no host name)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(body)")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(chunks)")]
    [TestCase("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(a proxy's target)")]
    [TestCase("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(two blanks)")]
    [TestCase("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(blank behind the version)")]
    [TestCase("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(no token)")]
    [TestCase("GET /\r\n\r\n", 400, TestName = "WhatIsNotByTheLetterIsRefused(HTTP/0.9)")]
    [TestCase("POST / HTTP/1.1\r\nHost: a\r\n\r\n", 405, TestName = "WhatIsNotByTheLetterIsRefused(POST)")]
    [TestCase("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 405, TestName = "WhatIsNotByTheLetterIsRefused(OPTIONS)")]
    [TestCase("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, TestName = "WhatIsNotByTheLetterIsRefused(HTTP/2)")]
    public void WhatIsNotByTheLetterIsRefused(string request, int status)
    {
        Assert.That(HttpHeadParser.Read(Encoding.ASCII.GetBytes(request), out HttpHead head), Is.EqualTo(HttpReading.Refused));
        Assert.That((int)head.Refusal, Is.EqualTo(status));
        Assert.That(Encoding.ASCII.GetString(HttpAnswers.Refusal(head)), Does.StartWith($"HTTP/1.1 {status} ").And.Contain("Connection: close\r\n"));
    }

    [Test]
    public void HeadsAreBounded()
    {
        string headers = string.Concat(Enumerable.Range(0, HttpHeadParser.HeaderCountMax).Select(static i => $"X{i}: y\r\n"));
        Refuses($"GET / HTTP/1.1\r\nHost: a\r\n{headers}\r\n");
        Refuses("GET /" + new string('x', HttpHeadParser.BytesMax));
        Refuses($"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', HttpHeadParser.BytesMax)}\r\n\r\n");

        static void Refuses(string request)
        {
            Assert.That(HttpHeadParser.Read(Encoding.ASCII.GetBytes(request), out HttpHead head), Is.EqualTo(HttpReading.Refused));
            Assert.That(head.Refusal, Is.EqualTo(HttpStatus.HeadTooLarge));
        }
    }

    [TestCase("/", "200 OK", "text/html")]
    [TestCase("/app.js", "200 OK", "text/javascript")]
    [TestCase("/book.js?x", "200 OK", "text/javascript")]
    [TestCase("/style.css", "200 OK", "text/css")]
    [TestCase("/healthz", "200 OK", "text/plain")]
    [TestCase("/../etc/passwd", "404 Not Found", "text/plain")]
    public void PathsAreAnswered(string path, string status, string contentType)
    {
        string answer = AnswerOf($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"), head = AnswerOf($"HEAD {path} HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status}\r\nContent-Type: {contentType}"));
        Assert.That(answer, Does.StartWith(head).And.Length.GreaterThan(head.Length));
        Assert.That(head, Does.EndWith("\r\n\r\n").And.Contain("X-Content-Type-Options: nosniff").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
    }

    [Test]
    public void AnIllGatewaySaysSo() =>
        Assert.That(AnswerOf("GET /healthz HTTP/1.0\r\n\r\n", isHealthy: false), Does.StartWith("HTTP/1.1 503 Service Unavailable"));

    // The key and the answer of RFC 6455, section 1.3.
    [Test]
    public void ARequestBecomesAWebSocket()
    {
        Assert.That(HttpHeadParser.Read(Encoding.ASCII.GetBytes(Upgrade + "\r\n"), out HttpHead head), Is.EqualTo(HttpReading.Head));
        Assert.That(Answers.Judge(head, true, out _), Is.True);
        byte[] answer = new byte[WebSocketHandshake.AnswerBytesMax];
        int length = WebSocketHandshake.Accept(head, answer);

        Assert.That(
            Encoding.ASCII.GetString(answer, 0, length),
            Is.EqualTo("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: feedhandler.json\r\n\r\n"));
    }

    [TestCase("", 101)]
    [TestCase("Origin: http://desk:9000\r\n", 101)]
    [TestCase("Origin: HTTP://DESK:9000\r\n", 101)]
    [TestCase("Origin: https://desk.example\r\n", 101)]
    [TestCase("Origin: http://desk\r\n", 403)]
    [TestCase("Origin: http://desk:9000.evil.example\r\n", 403)]
    [TestCase("Origin: https://evil.example\r\n", 403)]
    [TestCase("Origin: null\r\n", 403)]
    public void OnlyPagesThatAreWelcomeConnect(string origin, int status) => Judges(Upgrade + origin + "\r\n", status);

    [TestCase("Version: 13", "Version: 8", 426)]
    [TestCase("Upgrade: websocket", "Upgrade: h2c", 426)]
    [TestCase("keep-alive, Upgrade", "keep-alive", 426)]
    [TestCase("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==", 400)]
    [TestCase("dGhlIHNhbXBsZSBub25jZQ==", "!!!!IHNhbXBsZSBub25jZQ==", 400)]
    [TestCase("other, feedhandler.json, feedhandler.binary", "other", 400)]
    [TestCase("GET / ", "HEAD / ", 400)]
    [TestCase("GET / ", "GET /elsewhere ", 404)]
    public void AHandshakeIsByTheLetterToo(string right, string wrong, int status) => Judges(Upgrade.Replace(right, wrong, StringComparison.Ordinal) + "\r\n", status);

    [TestCase("localhost:9000", true)]
    [TestCase("127.0.0.1", true)]
    [TestCase("[::1]:9000", true)]
    [TestCase("evil.example:9000", false)]
    [TestCase("192.0.2.1", false)]
    [TestCase("desk.example", true)]
    public void OnLoopbackOnlyItsOwnNamesAreAnswered(string host, bool isAnswered)
    {
        HttpHeadParser.Read(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), out HttpHead head);
        new HttpAnswers(new WebOptions { Origins = ["https://desk.example"] }, isLoopback: true).Judge(head, true, out ReadOnlySpan<byte> answer);

        Assert.That(Encoding.ASCII.GetString(answer), Does.StartWith(isAnswered ? "HTTP/1.1 200" : "HTTP/1.1 421"));
    }

    [Test]
    public void GarbageIsNoException()
    {
        byte[] good = Encoding.ASCII.GetBytes(Upgrade + "\r\n");
        int seeds = Seeds.Of(5000);
        for (int seed = 1; seed <= seeds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = [.. good];
            for (int i = random.Next(6); i >= 0; i--) bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)"\r\n: \t,"[random.Next(6)] : (byte)random.Next(256);
            if (HttpHeadParser.Read(bytes, out HttpHead head) == HttpReading.Head) Answers.Judge(head, true, out _);
            else if (head.Refusal != HttpStatus.None) Assert.That(HttpAnswers.Refusal(head).Length, Is.Positive, $"seed {seed}");
        }
    }

    private static void Judges(string request, int status)
    {
        HttpReading reading = HttpHeadParser.Read(Encoding.ASCII.GetBytes(request), out HttpHead head);
        Assert.That(reading, Is.EqualTo(HttpReading.Head));
        bool isWebSocket = Answers.Judge(head, true, out ReadOnlySpan<byte> answer);
        Assert.That(isWebSocket ? "101" : Encoding.ASCII.GetString(answer.Slice(9, 3)), Is.EqualTo($"{status}"));
    }

    private static string AnswerOf(string request, bool isHealthy = true)
    {
        Assert.That(HttpHeadParser.Read(Encoding.ASCII.GetBytes(request), out HttpHead head), Is.EqualTo(HttpReading.Head));
        Assert.That(Answers.Judge(head, isHealthy, out ReadOnlySpan<byte> answer), Is.False);
        return Encoding.UTF8.GetString(answer);
    }
}
