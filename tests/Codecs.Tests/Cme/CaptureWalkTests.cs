using System.Buffers.Binary;
using FeedHandler.Tests.Support;
using NUnit.Framework;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>Real messages, walked by the schema and their own version, have to end where their framing says.</summary>
[TestFixture]
internal sealed class CaptureWalkTests
{
    private const int PacketHeaderBytes = 12;
    private const int MessageHeaderBytes = 10;

    private readonly WireSchema _schema = WireSchema.Load(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"));

    // What is in each capture: template, schema version, messages; counted independently of the schema.
    [TestCase("v5.MdIncrementalRefreshBook.pcap", "32v5 x1")]
    [TestCase("v5.MdIncrementalRefreshSessionStatistics.pcap", "32v5 x4, 35v5 x1, 37v5 x1")]
    [TestCase("v5.MdIncrementalRefreshTradeSummary.pcap", "42v5 x1")]
    [TestCase("v5.MdIncrementalRefreshVolume.pcap", "32v5 x1, 37v5 x1")]
    [TestCase("v5.MdInstrumentDefinitionSpread.pcap", "27v5 x2, 29v5 x3")]
    [TestCase("v6.channel340.pcapng", "12v6 x18, 32v6 x19138, 35v6 x614, 37v6 x388, 42v6 x388")]
    [TestCase("v9.MdIncrementalRefreshBook.pcap", "46v9 x2")]
    [TestCase("v9.MdIncrementalRefreshOrderBook.pcap", "47v9 x1")]
    [TestCase("v9.MdIncrementalRefreshTradeSummary.pcap", "37v9 x1, 46v9 x2, 47v9 x1, 48v9 x1")]
    [TestCase("v9.MdIncrementalRefreshVolume.pcap", "37v9 x2, 46v9 x4, 48v9 x1")]
    public void EveryMessageEndsAtItsSize(string capture, string census)
    {
        List<byte[]> packets = CapturedPackets.Read(Require.Shared($"captures/cme/{capture}"));
        SortedDictionary<(int Template, int Version), int> counts = [];
        using (Assert.EnterMultipleScope())
        {
            foreach (byte[] packet in packets) WalkPacket(packet, counts);
        }

        Assert.That(string.Join(", ", counts.Select(c => $"{c.Key.Template}v{c.Key.Version} x{c.Value}")), Is.EqualTo(census));
    }

    private void WalkPacket(ReadOnlySpan<byte> packet, SortedDictionary<(int Template, int Version), int> counts)
    {
        int at = PacketHeaderBytes;
        while (at < packet.Length)
        {
            ReadOnlySpan<byte> message = packet.Slice(at, U16(packet, at));
            (int Template, int Version) key = (U16(message, 4), U16(message, 8));
            Assert.That(U16(message, 6), Is.EqualTo(1), "schema id");
            Assert.That(EndOf(message, _schema.Messages[key.Template], key.Version), Is.EqualTo(message.Length), $"template {key}");
            counts[key] = counts.GetValueOrDefault(key) + 1;
            at += message.Length;
        }

        Assert.That(at, Is.EqualTo(packet.Length));
    }

    private static int EndOf(ReadOnlySpan<byte> message, WireMessage template, int version)
    {
        int end = MessageHeaderBytes + U16(message, 2);
        foreach (WireGroup group in template.Groups)
        {
            if (group.Since > version) continue;
            end += group.DimensionBytes + (U16(message, end) * message[end + group.CountOffset]);
        }

        return end;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
}
