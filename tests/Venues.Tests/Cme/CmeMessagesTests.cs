using System.Buffers.Binary;
using FeedHandler.Venues.Cme;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme;

/// <summary>The walk through a packet's messages, by itself.</summary>
[Source("CME MDP 3.0, Binary Packet Header and Message Header: 12 bytes MsgSeqNum and SendingTime, then messages, each behind MsgSize")]
public sealed class CmeMessagesTests
{
    private static readonly byte[] Header = [7, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0];

    [Test]
    [Source("MsgSize: length of the entire message, including the binary header; the next message begins behind it")]
    public void EachMessageIsFoundByTheSizeOfTheOneBefore()
    {
        List<(ushort, int, int)> seen = Walk([.. Header, .. Message(46, 24), .. Message(12, 10), .. Message(37, 35)], out bool isAtEnd);

        Assert.That(seen, Is.EqualTo(new (ushort, int, int)[] { (46, 24, 14), (12, 10, 0), (37, 35, 25) }));
        Assert.That(isAtEnd);
    }

    [Test]
    [Source("Message header: block length, template, schema and version behind MsgSize, two bytes each, little endian")]
    public void AMessageHasItsHeader()
    {
        CmeMessages messages = new([.. Header, 13, 0, 3, 0, 0x2E, 1, 2, 0, 9, 0, 0xA, 0xB, 0xC]);

        Assert.That(messages.MoveNext());
        CmeMessage message = messages.Current;
        Assert.That((message.FrameBytes, message.BlockLength, message.TemplateId, message.SchemaId, message.Version), Is.EqualTo((13, 3, (ushort)0x12E, (ushort)2, 9)));
        Assert.That(message.Body.ToArray(), Is.EqualTo(new byte[] { 0xA, 0xB, 0xC }));
        Assert.That(message.Frame.Length, Is.EqualTo(13));
    }

    [TestCase(0, TestName = "Size 0, which would never end")]
    [TestCase(1, TestName = "Size 1")]
    [TestCase(9, TestName = "A size below the header's")]
    [TestCase(25, TestName = "A size past the end")]
    [TestCase(65535, TestName = "The largest size")]
    [Source("MsgSize counts the header of ten bytes and lies within the packet; where it does not, nobody knows where the next message begins")]
    public void ASizeThatCannotBeEndsTheWalk(int size)
    {
        byte[] packet = [.. Header, .. Message(46, 24), .. Message(12, 24)];
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(Header.Length + 24), (ushort)size);

        Assert.That(Walk(packet, out bool isAtEnd), Has.Count.EqualTo(1));
        Assert.That(isAtEnd, Is.False);
    }

    [TestCase(1)]
    [TestCase(9)]
    [Source("Messages follow each other to the end of the packet: there is nothing else in it")]
    public void BytesBehindTheLastMessageAreNoMessage(int restBytes)
    {
        Assert.That(Walk([.. Header, .. Message(46, 24), .. new byte[restBytes]], out bool isAtEnd), Has.Count.EqualTo(1));
        Assert.That(isAtEnd, Is.False);
    }

    [TestCase(11)]
    [TestCase(16)]
    [Source("MsgSize counts what pads a message too")]
    public void PaddingBelongsToItsMessage(int size)
    {
        Assert.That(Walk([.. Header, .. Message(12, size), .. Message(46, 24)], out bool isAtEnd), Is.EqualTo(new (ushort, int, int)[] { (12, size, size - 10), (46, 24, 14) }));
        Assert.That(isAtEnd);
    }

    [Test]
    [Source("A packet without a message is whole: its header is all of it")]
    public void APacketOfItsHeaderAloneEndsAtOnce()
    {
        Assert.That(Walk(Header, out bool isAtEnd), Is.Empty);
        Assert.That(isAtEnd);
    }

    [Test]
    [Source("The binary packet header has 12 bytes")]
    public void APacketShorterThanItsHeaderHasNoMessageAndNoEnd()
    {
        for (int length = 0; length < Header.Length; length++)
        {
            Assert.That(Walk(Header[..length], out bool isAtEnd), Is.Empty);
            Assert.That(isAtEnd, Is.False, $"{length} bytes");
        }
    }

    [Test]
    [Source("A message lies in its packet with its header")]
    public void NoBytesLeadBeyondThePacket()
    {
        Random random = new(20261129);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] packet = new byte[random.Next(0, 80)];
            random.NextBytes(packet);
            for (int at = 13; at < packet.Length; at += 2) packet[at] = 0; // sizes near what fits
            int sum = Walk(packet, out bool isAtEnd).Sum(static message => message.Item2);
            Assert.That(sum, Is.LessThanOrEqualTo(Math.Max(0, packet.Length - Header.Length)));
            Assert.That(isAtEnd, Is.EqualTo(packet.Length >= Header.Length && sum == packet.Length - Header.Length));
        }
    }

    private static List<(ushort TemplateId, int FrameBytes, int BodyBytes)> Walk(byte[] packet, out bool isAtEnd)
    {
        List<(ushort, int, int)> seen = [];
        CmeMessages messages = new(packet);
        while (messages.MoveNext()) seen.Add((messages.Current.TemplateId, messages.Current.FrameBytes, messages.Current.Body.Length));
        isAtEnd = messages.IsAtEnd;
        return seen;
    }

    private static byte[] Message(ushort templateId, int size)
    {
        byte[] message = new byte[size];
        BinaryPrimitives.WriteUInt16LittleEndian(message, (ushort)size);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), templateId);
        message[6] = 1;
        return message;
    }
}
