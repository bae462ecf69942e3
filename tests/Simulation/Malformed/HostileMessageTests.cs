using System.Buffers.Binary;
using FeedHandler.Core.Events;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Malformed;

public sealed class HostileMessageTests
{
    private const int HeaderBytes = 12;
    private const int BookBlockBytes = 11;

    [Test]
    public void AnUnknownTemplateIsPassedOver()
    {
        using Channel channel = Take(Message(0xFFF0, 1, 13, 4));
        Assert.That((channel.Messages.UnknownTemplate, channel.Arbitration.Sum().Damaged), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public void AnotherSchemaIsPassedOver()
    {
        using Channel channel = Take(Message(46, 2, 13, BookBlockBytes));
        Assert.That((channel.Messages.UnknownSchema, channel.Arbitration.Sum().Damaged), Is.EqualTo((1L, 0L)));
    }

    [TestCase((ushort)0)]
    [TestCase((ushort)1)]
    [TestCase((ushort)9)]
    [TestCase((ushort)60)]
    [TestCase(ushort.MaxValue)]
    public void AMessageSizeThatCannotBeDamagesThePacket(ushort messageBytes)
    {
        byte[] message = Message(46, 1, 13, BookBlockBytes, 32, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(message, messageBytes);
        using Channel channel = Take([.. message, .. Message(12, 1, 13, 0)]);
        Assert.That((channel.Arbitration.Sum().Damaged, channel.Messages.ByTemplate(12)), Is.EqualTo((1L, 0L)));
    }

    [TestCase((ushort)0, Description = "shorter than the fields that every version has")]
    [TestCase((ushort)10)]
    [TestCase((ushort)200, Description = "past the end of the message")]
    [TestCase(ushort.MaxValue)]
    public void ABlockLengthThatCannotBeDamagesThePacket(ushort blockLength)
    {
        byte[] message = Message(46, 1, 13, BookBlockBytes, 32, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(2), blockLength);
        using Channel channel = Take([.. message, .. Message(12, 1, 13, 0)]);
        Assert.That((channel.Arbitration.Sum().Damaged, channel.Messages.ByTemplate(12)), Is.EqualTo((1L, 0L)));
    }

    [TestCase((ushort)32, (byte)255)]
    [TestCase((ushort)32, (byte)2, Description = "one more than there is room for")]
    [TestCase((ushort)0, (byte)255, Description = "entries without bytes")]
    [TestCase(ushort.MaxValue, (byte)255)]
    [TestCase((ushort)8, (byte)4, Description = "entries shorter than their fields")]
    public void AGroupThatCannotBeIsCountedAndAppliesNothing(ushort entryBytes, byte count)
    {
        byte[] message = Message(46, 1, 13, BookBlockBytes, entryBytes, count, extraBytes: 32);
        using Channel channel = Take(message);
        Assert.That((channel.Arbitration.Sum().Damaged, channel.Counters.Entries, channel.Instruments.Count), Is.EqualTo((1L, 0L, 0)));
    }

    [TestCase((ushort)0)]
    [TestCase((ushort)4)]
    [TestCase((ushort)14)]
    [TestCase(ushort.MaxValue)]
    public void AVersionOutsideTheSchemaIsNoReasonToFail(ushort version)
    {
        using Channel channel = Take(Message(46, 1, version, BookBlockBytes, 32, 1, extraBytes: 32 + 8));
        Assert.That(channel.Messages.Total, Is.EqualTo(1));
    }

    private static Channel Take(byte[] messages)
    {
        Channel channel = new Channel((ref MarketEvent marketEvent, bool _) =>
        {
            if (marketEvent.Kind == EventKind.Trade) Assert.Fail("a trade of nothing");
        });
        byte[] header = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        Assert.That(header, Has.Length.EqualTo(HeaderBytes));
        channel.Take([.. header, .. messages]);
        return channel;
    }

    // MsgSize, SBE header, a root block of zeros, then a group's dimension when the block is a book's.
    private static byte[] Message(
        ushort templateId, ushort schemaId, ushort version, ushort blockLength, ushort entryBytes = 0, byte count = 0, int extraBytes = 0)
    {
        bool hasGroup = blockLength == BookBlockBytes;
        byte[] message = new byte[10 + blockLength + (hasGroup ? 3 : 0) + extraBytes];
        ushort[] words = [(ushort)message.Length, blockLength, templateId, schemaId, version];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(i * 2), words[i]);
        if (!hasGroup) return message;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(10 + blockLength), entryBytes);
        message[10 + blockLength + 2] = count;
        return message;
    }
}
