using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Streams;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Streams;

/// <summary>Streams are cut into messages by the framing that their bytes show.</summary>
public sealed class StreamMessagesTests : IStreamMessageTaker
{
    private static readonly TcpFlow Flow = new(UdpEndpoint.OfIPv4(1, 1), UdpEndpoint.OfIPv4(2, 2));
    private readonly List<(StreamFraming Framing, byte[] Message)> _seen = [];

    [SetUp]
    public void Begin() => _seen.Clear();

    private static IEnumerable<TestCaseData> Streams()
    {
        byte[][] packets = FeedImage.Books(1, 4);
        byte[][] messages = [.. packets.Select(static packet => packet[14..])];
        yield return Case(StreamFraming.CmeReplay, packets, static packet => new WireWriter(false).U16((ushort)packet.Length).Bytes(packet).ToArray());
        yield return Case(StreamFraming.CmeConflated, packets, static packet => new WireWriter(false).U16(0xCAFE).Bytes(packet).ToArray());
        yield return Case(StreamFraming.OpenFraming, messages, static message =>
            new WireWriter(true).U32((uint)message.Length + 6).U16(0xEB50).Bytes(message).ToArray());
        yield return Case(StreamFraming.ShortFraming, messages, static message =>
            new WireWriter(false).U16((ushort)(message.Length + 4)).U16(0xCAFE).Bytes(message).ToArray());
    }

    [TestCaseSource(nameof(Streams))]
    public void MessagesMayLieOverSegmentsOfAnyLength(StreamFraming framing, byte[][] messages, byte[] stream)
    {
        for (int part = 1; part < stream.Length; part += 13)
        {
            Begin();
            StreamMessages cutter = new(this);
            for (int at = 0; at < stream.Length; at += part) cutter.OnBytes(Flow, stream.AsSpan(at, Math.Min(part, stream.Length - at)), 1);
            cutter.Flush();

            Assert.That(_seen.Select(static seen => seen.Message), Is.EqualTo(messages), $"parts of {part} bytes");
            Assert.That(_seen.Select(static seen => seen.Framing).Distinct(), Is.EqualTo(new[] { framing }));
            Assert.That(cutter.OtherBytes, Is.Zero);
        }
    }

    [TestCaseSource(nameof(Streams))]
    public void AStreamThatIsJoinedInItsMidstOrHasAGapIsFoundAgain(StreamFraming framing, byte[][] messages, byte[] stream)
    {
        int frame = stream.Length / messages.Length;
        StreamMessages cutter = new(this);
        cutter.OnBegin(Flow);
        cutter.OnBytes(Flow, stream.AsSpan(7, (2 * frame) - 7 + 9), 1); // the first lacks its begin, the third has no end
        cutter.OnGap(Flow, (uint)frame - 9);
        cutter.OnBytes(Flow, stream.AsSpan(3 * frame), 1);
        cutter.Flush();

        Assert.That(_seen.Select(static seen => (seen.Framing, seen.Message)), Is.EqualTo(new[] { (framing, messages[1]), (framing, messages[3]) }));
        Assert.That(cutter.OtherBytes, Is.EqualTo(frame - 7 + 9));
    }

    [Test]
    public void TextHasNoMessages()
    {
        StreamMessages cutter = new(this);
        byte[] text = [.. Enumerable.Repeat("8=FIX.4.4\u00019=70\u000135=A\u0001", 50).SelectMany(static part => part.Select(static letter => (byte)letter))];
        cutter.OnBytes(Flow, text, 1);
        cutter.Flush();

        Assert.That((_seen.Count, cutter.OtherBytes), Is.EqualTo((0, text.Length)));
    }

    [Test]
    public void WhateverComesIsBounded()
    {
        Random random = new(11);
        StreamMessages cutter = new(this);
        byte[] bytes = new byte[3000];
        for (int i = 0; i < 300; i++)
        {
            random.NextBytes(bytes);
            cutter.OnBytes(Flow, bytes.AsSpan(0, random.Next(bytes.Length)), 1);
        }

        cutter.Flush();
        Assert.That(cutter.OtherBytes, Is.Positive);
    }

    public void OnMessage(TcpFlow flow, StreamFraming framing, ReadOnlySpan<byte> message, long timeNs) => _seen.Add((framing, message.ToArray()));

    private static TestCaseData Case(StreamFraming framing, byte[][] messages, Func<byte[], byte[]> frame) =>
        new TestCaseData(framing, messages, messages.SelectMany(frame).ToArray()).SetArgDisplayNames(framing.ToString());
}
