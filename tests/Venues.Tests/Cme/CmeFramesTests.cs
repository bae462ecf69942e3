using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Venues.Tests.Cme;

/// <summary>
/// The price-depth book's check is written out by hand, because it runs once per message; what it says is what the generated views say (SBE, the
/// encoding of the root block and of repeating groups).
/// </summary>
public sealed class CmeFramesTests
{
    private const int BodyOffset = CmeMdp3.PacketHeaderBytes + CmeMdp3.MessageHeaderBytes;
    private const int CaseCount = 200_000;

    [TestCase(MDIncrementalRefreshBook32.TemplateId)]
    [TestCase(MDIncrementalRefreshBook46.TemplateId)]
    public void ABookIsWholeExactlyWhenItsViewIs(int templateId)
    {
        Random random = new(templateId);
        int wholeCount = 0;
        for (int i = 0; i < CaseCount; i++)
        {
            byte[] packet = Any(random, (ushort)templateId);
            bool expected = IsWholeByView(packet, templateId);
            Assert.That(CmeFrames.AreWhole(packet), Is.EqualTo(expected), () => Convert.ToHexString(packet));
            if (expected) wholeCount++;
        }

        Assert.That(wholeCount, Is.InRange(CaseCount / 20, CaseCount * 19 / 20), "both answers are asked for");
    }

    private static bool IsWholeByView(byte[] packet, int templateId)
    {
        ReadOnlySpan<byte> body = packet.AsSpan(BodyOffset);
        int blockLength = BinaryPrimitives.ReadUInt16LittleEndian(packet.AsSpan(CmeMdp3.PacketHeaderBytes + 2));
        int version = BinaryPrimitives.ReadUInt16LittleEndian(packet.AsSpan(CmeMdp3.PacketHeaderBytes + 8));
        return templateId == MDIncrementalRefreshBook32.TemplateId
            ? MDIncrementalRefreshBook32.TryWrap(body, blockLength, version, out MDIncrementalRefreshBook32 old) && old.TryGetEncodedLength(out _)
            : MDIncrementalRefreshBook46.TryWrap(body, blockLength, version, out MDIncrementalRefreshBook46 now) && now.TryGetEncodedLength(out _);
    }

    // Lengths and counts near what fits, so that every edge is met from both sides.
    private static byte[] Any(Random random, ushort templateId)
    {
        int blockLength = random.Next(9, 14);
        int entryBytes = random.Next(25, 34);
        int entryCount = random.Next(0, 4);
        int orderBytes = random.Next(22, 26);
        int orderCount = random.Next(0, 4);
        int bodyBytes = blockLength + 3 + (entryBytes * entryCount) + 8 + (orderBytes * orderCount);
        byte[] packet = new byte[BodyOffset + bodyBytes];
        Span<byte> message = packet.AsSpan(CmeMdp3.PacketHeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(message[2..], (ushort)blockLength);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], templateId);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], CmeMdp3.SchemaId);
        BinaryPrimitives.WriteUInt16LittleEndian(message[8..], (ushort)random.Next(0, 16));
        Span<byte> entries = message[(CmeMdp3.MessageHeaderBytes + blockLength)..];
        BinaryPrimitives.WriteUInt16LittleEndian(entries, (ushort)entryBytes);
        entries[2] = (byte)entryCount;
        Span<byte> orders = entries[(3 + (entryBytes * entryCount))..];
        BinaryPrimitives.WriteUInt16LittleEndian(orders, (ushort)orderBytes);
        orders[7] = (byte)orderCount;
        return Cut(packet, random);
    }

    private static byte[] Cut(byte[] packet, Random random)
    {
        int cut = random.Next(3) == 0 ? random.Next(0, packet.Length - BodyOffset + 1) : random.Next(0, 3);
        int bytes = Math.Max(BodyOffset, packet.Length - cut);
        byte[] kept = packet[..bytes];
        BinaryPrimitives.WriteUInt16LittleEndian(kept.AsSpan(CmeMdp3.PacketHeaderBytes), (ushort)(bytes - CmeMdp3.PacketHeaderBytes));
        return kept;
    }
}
