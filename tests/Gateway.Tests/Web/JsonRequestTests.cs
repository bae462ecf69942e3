using System.Text;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

public sealed class JsonRequestTests
{
    private readonly JsonRequests _requests = new();
    private readonly byte[] _frame = new byte[JsonRequests.FrameBytesMax];

    [Test]
    public void ASubscriptionIsTheFrameThatAsksTheSame()
    {
        byte[] frame = FrameOf("""
            { "requestId": 7, "pattern": "ES\u002a", "delivery": "interval", "interval": 100, "resumeEpoch": "18446744073709551614", "resumeSequence": 12,
              "slowPolicy": "conflate", "type": "subscribe" }
            """);

        Assert.That(Subscribe.TryDecode(frame.AsSpan(FrameHeader.LengthBytes), out Subscribe request), Is.True);
        Assert.That(request.RequestId, Is.EqualTo(7));
        Assert.That(request.Interval, Is.EqualTo(100));
        Assert.That(request.ResumeEpoch, Is.EqualTo(ulong.MaxValue - 1));
        Assert.That(request.ResumeSequence, Is.EqualTo(12));
        Assert.That(request.Delivery, Is.EqualTo(Codecs.Normalized.Delivery.Interval));
        Assert.That(request.SlowPolicy, Is.EqualTo(Codecs.Normalized.SlowPolicy.Conflate));
        Assert.That(request.TryGetPattern(out ReadOnlySpan<byte> pattern), Is.True);
        Assert.That(Encoding.UTF8.GetString(pattern), Is.EqualTo("ES*"));
    }

    [Test]
    public void WhatIsLeftOutIsNull()
    {
        Assert.That(Subscribe.TryDecode(FrameOf("""{"type":"subscribe","requestId":1,"pattern":"*"}""").AsSpan(2), out Subscribe request), Is.True);
        Assert.That(request.ResumeEpoch, Is.Null);
        Assert.That(request.Delivery, Is.EqualTo(Codecs.Normalized.Delivery.EveryEvent));
    }

    [Test]
    public void ALogonSpeaksTheVersionOfItsSubprotocol()
    {
        Assert.That(Logon.TryDecode(FrameOf("""{"type":"logon","token":"sécret"}""").AsSpan(2), out Logon logon), Is.True);
        Assert.That(logon.ProtocolVersion, Is.EqualTo(1));
        Assert.That(logon.TryGetToken(out ReadOnlySpan<byte> token), Is.True);
        Assert.That(Encoding.UTF8.GetString(token), Is.EqualTo("sécret"));
    }

    [TestCase("""{"type":"unsubscribe","requestId":3}""", Unsubscribe.TemplateId)]
    [TestCase("""{"type":"heartbeat"}""", Heartbeat.TemplateId)]
    [TestCase("""{"type":"logout","text":"bye"}""", Logout.TemplateId)]
    public void EveryRequestHasItsFrame(string json, int templateId)
    {
        Assert.That(FrameHeader.Read(FrameOf(json), out FrameHeader header), Is.EqualTo(FrameFault.None));
        Assert.That(header.TemplateId, Is.EqualTo(templateId));
    }

    [TestCase("", "this is no JSON object")]
    [TestCase("[]", "a request needs a type")]
    [TestCase("{", "this is no JSON object")]
    [TestCase("{}", "a request needs a type")]
    [TestCase("""{"type":"heartbeat"} {}""", "this is no JSON object")]
    [TestCase("""{"type":"heartbeat",}""", "this is no JSON object")]
    [TestCase("""{"type":"heartbeat"/**/}""", "this is no JSON object")]
    [TestCase("""{"type":7}""", "a request needs a type")]
    [TestCase("""{"type":"levelUpdate"}""", "a request needs a type")]
    [TestCase("""{"type":"subscribe","pattern":"*"}""", "this request needs the member requestId")]
    [TestCase("""{"type":"subscribe","requestId":1}""", "this request needs the member pattern")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":"*","every":1}""", "unknown member: every")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":"*","requestId":2}""", "twice the same member: requestId")]
    [TestCase("""{"type":"heartbeat","type":"logout"}""", "twice the same member: type")]
    [TestCase("""{"type":"subscribe","requestId":-1,"pattern":"*"}""", "no value that this member can have: requestId")]
    [TestCase("""{"type":"subscribe","requestId":4294967296,"pattern":"*"}""", "no value that this member can have: requestId")]
    [TestCase("""{"type":"subscribe","requestId":"1","pattern":"*"}""", "no value that this member can have: requestId")]
    [TestCase("""{"type":"subscribe","requestId":1.5,"pattern":"*"}""", "no value that this member can have: requestId")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":"*","delivery":"never"}""", "no value that this member can have: delivery")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":"*","delivery":0}""", "no value that this member can have: delivery")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":7}""", "no value that this member can have: pattern")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":null}""", "no value that this member can have: pattern")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":"\ud800"}""", "a text has half of a surrogate pair")]
    [TestCase("""{"type":"subscribe","requestId":1,"pattern":["*"]}""", "a request has no lists and no objects in it")]
    [TestCase("""{"subscribe":{"requestId":1}}""", "a request has no lists and no objects in it")]
    [TestCase("""[[[[[[[[[[[[[[[[[[""", "a request needs a type")]
    public void WhatIsNoRequestIsRefusedWithItsReason(string json, string reason)
    {
        Assert.That(_requests.TryRead(Encoding.UTF8.GetBytes(json), _frame, out _), Is.False);
        Assert.That(Encoding.UTF8.GetString(_requests.Reason), Does.StartWith(reason));
    }

    [Test]
    public void TextsAndReasonsAreBounded()
    {
        Assert.That(_requests.TryRead(Request(new string('x', 1024)), _frame, out _), Is.True);
        Assert.That(_requests.TryRead(Request(new string('x', 1025)), _frame, out _), Is.False);
        Assert.That(_requests.TryRead(Encoding.UTF8.GetBytes($$"""{"type":"heartbeat","{{new string('€', 500)}}":1}"""), _frame, out _), Is.False);
        Assert.That(Encoding.UTF8.GetString(_requests.Reason), Is.EqualTo("unknown member: " + new string('€', 16)));

        static byte[] Request(string pattern) => Encoding.UTF8.GetBytes($$"""{"type":"subscribe","requestId":1,"pattern":"{{pattern}}"}""");
    }

    [Test]
    public void ARefusalNamesTheRequest()
    {
        Assert.That(_requests.TryRead("""{"type":"subscribe","requestId":9,"patern":"*"}"""u8, _frame, out _), Is.False);
        Assert.That(_requests.RequestId, Is.EqualTo(9));
    }

    [Test]
    public void GarbageIsRefusedAndNoException()
    {
        byte[] good = """{"type":"subscribe","requestId":12,"pattern":"ES*","delivery":"topOfBook","resumeEpoch":"5"}"""u8.ToArray();
        int seeds = Seeds.Of(5000);
        for (int seed = 1; seed <= seeds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = [.. good];
            for (int i = random.Next(4); i >= 0; i--) bytes[random.Next(bytes.Length)] = (byte)"{}[]\",:\\u0 1eE+-.x\xC3"[random.Next(18)];
            if (random.Next(3) == 0) bytes = bytes[..random.Next(bytes.Length)];
            if (_requests.TryRead(bytes, _frame, out int length)) Assert.That(FrameHeader.Read(_frame.AsSpan(0, length), out _), Is.EqualTo(FrameFault.None), $"seed {seed}");
            else Assert.That(_requests.Reason.Length, Is.Positive, $"seed {seed}");
        }
    }

    [Test]
    public void ReadingAllocatesNothing()
    {
        byte[] json = """{"type":"subscribe","requestId":1,"pattern":"ES*","delivery":"endOfEvent"}"""u8.ToArray();

        Assert.That(AllocationMeter.BytesOf(() => _requests.TryRead(json, _frame, out _)), Is.Zero);
    }

    private byte[] FrameOf(string json)
    {
        Assert.That(_requests.TryRead(Encoding.UTF8.GetBytes(json), _frame, out int bytes), Is.True, () => Encoding.UTF8.GetString(_requests.Reason));
        return _frame[..bytes];
    }
}
