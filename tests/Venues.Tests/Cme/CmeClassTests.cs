using System.Buffers.Binary;
using System.Globalization;
using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Venues;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Venues.Tests.Cme;

/// <summary>What CME's packets are about.</summary>
public sealed class CmeClassTests
{
    private const ushort Unknown = 999;

    [TestCase(TemplateClass.Definition, 54, 27, 55, 41, 56, 29, 57, 58, 63)]
    [TestCase(TemplateClass.Snapshot, 52, 38, 69, 53, 44, 59, 61, 68)]
    [TestCase(TemplateClass.Status, 30, 60, 4)]
    [TestCase(TemplateClass.Trade, 48, 42, 36, 65)]
    [TestCase(TemplateClass.Book, 46, 32, 64)]
    [TestCase(TemplateClass.Orders, 47, 43)]
    [TestCase(TemplateClass.Statistic, 37, 66, 51, 35, 67, 49, 33, 50, 34, 62)]
    [TestCase(TemplateClass.Other, 12, 15, 16, 39, Unknown)]
    public void EveryTemplateIsOfItsClass(TemplateClass expected, params int[] templateIds)
    {
        foreach (int templateId in templateIds)
        {
            Assert.That(CmeClasses.OfTemplate((ushort)templateId), Is.EqualTo(expected), $"template {templateId}");
            Assert.That(CmeMdp3.ClassOf(Packet((ushort)templateId)), Is.EqualTo(expected), $"a packet of template {templateId}");
        }
    }

    [Test]
    public void EveryTemplateOfTheSchemaIsInTheTest()
    {
        HashSet<int> tested = [.. typeof(CmeClassTests).GetMethod(nameof(EveryTemplateIsOfItsClass))!.GetCustomAttributes(typeof(TestCaseAttribute), inherit: false)
            .Cast<TestCaseAttribute>().SelectMany(static test => test.Arguments.Skip(1).Select(static id => Convert.ToInt32(id, CultureInfo.InvariantCulture)))];

        Assert.That(Enumerable.Range(0, ushort.MaxValue).Where(static id => Mdp3Dispatcher.TryGetName((ushort)id, out _)).Except(tested), Is.Empty);
    }

    [Test]
    public void APacketIsOfTheClassOfItsMessagesThatStandsFirst()
    {
        Assert.That(CmeMdp3.ClassOf(Packet(46, 48, 51)), Is.EqualTo(TemplateClass.Trade), "trade before book before statistic");
        Assert.That(CmeMdp3.ClassOf(Packet(12, 47)), Is.EqualTo(TemplateClass.Orders));
        Assert.That(CmeMdp3.ClassOf(Packet(48, 54)), Is.EqualTo(TemplateClass.Definition));
    }

    [Test]
    public void WhatCannotBeReadIsOther()
    {
        byte[] cut = Packet(48, 46);
        byte[] endless = Packet(46, 48);
        BinaryPrimitives.WriteUInt16LittleEndian(endless.AsSpan(CmeMdp3.PacketHeaderBytes), 0);
        byte[] foreign = Packet(46);
        BinaryPrimitives.WriteUInt16LittleEndian(foreign.AsSpan(CmeMdp3.PacketHeaderBytes + 6), 2);

        Assert.That(CmeMdp3.ClassOf([]), Is.EqualTo(TemplateClass.Other));
        Assert.That(CmeMdp3.ClassOf(new byte[CmeMdp3.PacketHeaderBytes + 3]), Is.EqualTo(TemplateClass.Other));
        Assert.That(CmeMdp3.ClassOf(cut.AsSpan(0, cut.Length - 1)), Is.EqualTo(TemplateClass.Trade), "of what can be read before the cut");
        Assert.That(CmeMdp3.ClassOf(endless), Is.EqualTo(TemplateClass.Other), "a message of no bytes ends the walk");
        Assert.That(CmeMdp3.ClassOf(foreign), Is.EqualTo(TemplateClass.Other), "of another schema");
    }

    // Headers are all that is looked at.
    private static byte[] Packet(params ushort[] templateIds)
    {
        const int MessageBytes = CmeMdp3.MessageHeaderBytes + 6;
        byte[] packet = new byte[CmeMdp3.PacketHeaderBytes + (templateIds.Length * MessageBytes)];
        for (int i = 0; i < templateIds.Length; i++)
        {
            Span<byte> message = packet.AsSpan(CmeMdp3.PacketHeaderBytes + (i * MessageBytes), MessageBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(message, MessageBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(message[4..], templateIds[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(message[6..], CmeMdp3.SchemaId);
        }

        return packet;
    }
}
