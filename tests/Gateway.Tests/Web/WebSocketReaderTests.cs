using System.Text;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Web;

public sealed class WebSocketReaderTests
{
    private readonly WebSocketReader _reader = new(2);
    private WebSocketParts _parts;

    [SetUp]
    public void Begin()
    {
        _reader.Forget(ref _parts);
        Assert.That(_reader.PartsCount, Is.Zero);
    }

    [TestCase("")]
    [TestCase("Hello-µ@ßöä")]
    public void TextIsUnmasked(string text)
    {
        Assert.That(Read(ClientFrames.Text(text)), Is.EqualTo(WebSocketReading.Text));
        Assert.That(Encoding.UTF8.GetString(_reader.Payload), Is.EqualTo(text));
    }

    // Lengths on both sides of every form of the length, and of the words in which masks are taken off.
    [Test]
    public void BytesOfEveryLengthComeOut([Values(0, 1, 3, 7, 8, 9, 125, 126, 127, 128, 4095, 4096)] int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(static i => (byte)(i * 7))];

        Assert.That(Read(ClientFrames.Binary(bytes)), Is.EqualTo(WebSocketReading.Binary));
        Assert.That(_reader.Payload.ToArray(), Is.EqualTo(bytes));
    }

    [Test]
    public void AFrameIsReadWhenAllOfItIsThere()
    {
        byte[] frame = ClientFrames.Binary(new byte[200]);
        for (int length = 0; length < frame.Length; length++)
        {
            Assert.That(_reader.Read(frame.AsSpan(0, length), ref _parts, out int consumed), Is.EqualTo(WebSocketReading.NeedMore), $"{length} bytes");
            Assert.That(consumed, Is.Zero);
        }

        Assert.That(Read(frame), Is.EqualTo(WebSocketReading.Binary));
    }

    [Test]
    public void AMessageInPartsIsOne()
    {
        Assert.That(Read(ClientFrames.Text("Hel", isFinal: false)), Is.EqualTo(WebSocketReading.Nothing));
        Assert.That(Read(ClientFrames.Of(0x00, [])), Is.EqualTo(WebSocketReading.Nothing));
        Assert.That(Read(ClientFrames.Of(0x89, [1, 2])), Is.EqualTo(WebSocketReading.Ping), "between its parts");
        Assert.That(_reader.Payload.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(Read(ClientFrames.Of(0x80, "lo"u8.ToArray())), Is.EqualTo(WebSocketReading.Text));
        Assert.That(Encoding.UTF8.GetString(_reader.Payload), Is.EqualTo("Hello"));
        Assert.That(_reader.PartsCount, Is.Zero);
    }

    [Test]
    public void ACharacterMayBeCutByParts()
    {
        byte[] text = "κόσμε"u8.ToArray();
        for (int i = 0; i < text.Length - 1; i++) Read(ClientFrames.Of(i == 0 ? 0x01 : 0x00, [text[i]]));

        Assert.That(Read(ClientFrames.Of(0x80, [text[^1]])), Is.EqualTo(WebSocketReading.Text));
        Assert.That(_reader.Payload.ToArray(), Is.EqualTo(text));
    }

    [TestCase("C080", TestName = "TextThatIsNoUtf8IsRefused(overlong)")]
    [TestCase("EDA080", TestName = "TextThatIsNoUtf8IsRefused(surrogate)")]
    [TestCase("F4908080", TestName = "TextThatIsNoUtf8IsRefused(beyond the last)")]
    [TestCase("CE", TestName = "TextThatIsNoUtf8IsRefused(cut)")]
    public void TextThatIsNoUtf8IsRefused(string bytes) =>
        Refuses(ClientFrames.Of(0x81, Convert.FromHexString(bytes)), WebSocketCloseCode.NotUtf8);

    [TestCase(0xC1, TestName = "WhatTheStandardForbidsIsRefused(reserved bit 1)")]
    [TestCase(0xA1, TestName = "WhatTheStandardForbidsIsRefused(reserved bit 2)")]
    [TestCase(0x91, TestName = "WhatTheStandardForbidsIsRefused(reserved bit 3)")]
    [TestCase(0x83, TestName = "WhatTheStandardForbidsIsRefused(opcode 3)")]
    [TestCase(0x87, TestName = "WhatTheStandardForbidsIsRefused(opcode 7)")]
    [TestCase(0x8B, TestName = "WhatTheStandardForbidsIsRefused(opcode 11)")]
    [TestCase(0x8F, TestName = "WhatTheStandardForbidsIsRefused(opcode 15)")]
    [TestCase(0x09, TestName = "WhatTheStandardForbidsIsRefused(ping in parts)")]
    [TestCase(0x08, TestName = "WhatTheStandardForbidsIsRefused(close in parts)")]
    [TestCase(0x80, TestName = "WhatTheStandardForbidsIsRefused(an end without a begin)")]
    [TestCase(0x00, TestName = "WhatTheStandardForbidsIsRefused(a part without a begin)")]
    public void WhatTheStandardForbidsIsRefused(int first) => Refuses(ClientFrames.Of(first, [0x20]), WebSocketCloseCode.ProtocolError);

    [Test]
    public void AFrameWithoutMaskIsRefused() => Refuses(ClientFrames.Of(0x81, "x"u8.ToArray(), isMasked: false), WebSocketCloseCode.ProtocolError);

    [TestCase(100, 2)]
    [TestCase(100, 8)]
    [TestCase(1000, 8)]
    public void ALengthThatCouldBeShorterIsRefused(int length, int lengthBytes) =>
        Refuses(ClientFrames.Of(0x82, new byte[length], lengthBytes), WebSocketCloseCode.ProtocolError);

    [Test]
    public void ALongControlFrameIsRefused() => Refuses(ClientFrames.Of(0x89, new byte[126]), WebSocketCloseCode.ProtocolError);

    [Test]
    public void ANewMessageWithinPartsIsRefused()
    {
        Read(ClientFrames.Text("a", isFinal: false));

        Refuses(ClientFrames.Text("b"), WebSocketCloseCode.ProtocolError);
    }

    [Test]
    public void WhatIsTooLongIsRefusedByItsHeadAlone()
    {
        byte[] frame = ClientFrames.Of(0x82, new byte[WebSocketReader.MessageBytesMax + 1]);

        Refuses(frame[..8], WebSocketCloseCode.TooBig);
        Refuses([0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], WebSocketCloseCode.ProtocolError); // a length of 2^63
        Refuses([0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4], WebSocketCloseCode.TooBig);
    }

    [Test]
    public void PartsTogetherHaveTheSameBound()
    {
        Read(ClientFrames.Of(0x02, new byte[4000]));
        Assert.That(Read(ClientFrames.Of(0x00, new byte[96])), Is.EqualTo(WebSocketReading.Nothing));

        Refuses(ClientFrames.Of(0x80, [0]), WebSocketCloseCode.TooBig);
    }

    [Test]
    public void NoMoreMessagesInPartsThanThereIsRoomFor()
    {
        WebSocketParts[] parts = new WebSocketParts[3];
        foreach (int i in (int[])[0, 1]) Assert.That(_reader.Read(ClientFrames.Of(0x02, [1]), ref parts[i], out _), Is.EqualTo(WebSocketReading.Nothing));
        Assert.That(_reader.Read(ClientFrames.Of(0x02, [1]), ref parts[2], out _), Is.EqualTo(WebSocketReading.Refused));
        Assert.That(_reader.Code, Is.EqualTo(WebSocketCloseCode.TryAgainLater));
        _reader.Forget(ref parts[0]);

        Assert.That(_reader.Read(ClientFrames.Of(0x02, [1]), ref parts[2], out _), Is.EqualTo(WebSocketReading.Nothing));
        for (int i = 0; i < parts.Length; i++) _reader.Forget(ref parts[i]);
    }

    [TestCase("", 0, "")]
    [TestCase("03E8", 1000, "")]
    [TestCase("0BB8414243", 3000, "ABC")]
    public void AClosingPeerSaysWhy(string payload, int code, string reason)
    {
        Assert.That(Read(ClientFrames.Of(0x88, Convert.FromHexString(payload))), Is.EqualTo(WebSocketReading.Close));
        Assert.That((int)_reader.Code, Is.EqualTo(code));
        Assert.That(Encoding.UTF8.GetString(_reader.Payload), Is.EqualTo(reason));
    }

    [TestCase("03", 1002)]
    [TestCase("0000", 1002)]
    [TestCase("03E7", 1002)]
    [TestCase("03EC", 1002)]
    [TestCase("03ED", 1002)]
    [TestCase("03EE", 1002)]
    [TestCase("03F7", 1002)]
    [TestCase("0BB7", 1002)]
    [TestCase("1388", 1002)]
    [TestCase("03E8C080", 1007)]
    public void ACloseThatCannotBeIsRefused(string payload, int code) =>
        Refuses(ClientFrames.Of(0x88, Convert.FromHexString(payload)), (WebSocketCloseCode)code);

    // Whatever comes, in whatever pieces: no exception, no message longer than may be, nothing kept that is over.
    [Test]
    public void GarbageIsBounded()
    {
        int seeds = Seeds.Of(2000);
        for (int seed = 1; seed <= seeds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = Garbage(random);
            WebSocketParts parts = default;
            WebSocketReading reading = WebSocketReading.Nothing;
            for (int at = 0; reading is not (WebSocketReading.NeedMore or WebSocketReading.Refused);)
            {
                reading = _reader.Read(bytes.AsSpan(at), ref parts, out int consumed);
                Assert.That(_reader.Payload.Length, Is.LessThanOrEqualTo(WebSocketReader.MessageBytesMax), $"seed {seed}");
                Assert.That(consumed, reading == WebSocketReading.NeedMore ? Is.Zero : Is.InRange(0, bytes.Length - at), $"seed {seed}");
                at += consumed;
            }

            _reader.Forget(ref parts);
            Assert.That(_reader.PartsCount, Is.Zero, $"seed {seed}");
        }
    }

    [Test]
    public void ReadingAllocatesNothing()
    {
        byte[] whole = ClientFrames.Text("{\"type\":\"heartbeat\"}"), first = ClientFrames.Text("{", isFinal: false), last = ClientFrames.Of(0x80, "}"u8.ToArray());

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            foreach (byte[] frame in (ReadOnlySpan<byte[]>)[whole, first, last]) _reader.Read(frame, ref _parts, out _);
        }), Is.Zero);
    }

    // Mostly frames that could be, so that what comes behind them is reached too; some of them cut or with a bit turned.
    private static byte[] Garbage(Random random)
    {
        int[] firsts = [0x81, 0x82, 0x01, 0x02, 0x00, 0x80, 0x89, 0x8A, 0x88];
        List<byte> bytes = [];
        for (int i = random.Next(8); i >= 0; i--)
        {
            byte[] payload = new byte[random.Next(4) == 0 ? random.Next(5000) : random.Next(130)];
            if (random.Next(2) == 0) random.NextBytes(payload);
            bytes.AddRange(ClientFrames.Of(firsts[random.Next(firsts.Length)], payload));
        }

        byte[] all = [.. bytes];
        if (random.Next(2) == 0) all[random.Next(all.Length)] ^= (byte)(1 << random.Next(8));
        return all[..random.Next(all.Length + 1)];
    }

    private WebSocketReading Read(byte[] frame)
    {
        WebSocketReading reading = _reader.Read(frame, ref _parts, out int consumed);
        if (reading != WebSocketReading.Refused) Assert.That(consumed, Is.EqualTo(frame.Length));
        return reading;
    }

    private void Refuses(byte[] frame, WebSocketCloseCode code)
    {
        Assert.That(Read(frame), Is.EqualTo(WebSocketReading.Refused));
        Assert.That(_reader.Code, Is.EqualTo(code));
    }
}
