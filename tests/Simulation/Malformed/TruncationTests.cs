using FeedHandler.Core.Events;
using FeedHandler.Simulation.Channels;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Simulation.Malformed;

public sealed class TruncationTests
{
    private const int PacketCount = 150;
    private EventDigest _digest;

    [Test]
    public void NothingOfAPacketThatIsCutInAMessageIsApplied()
    {
        using Channel channel = new Channel((ref MarketEvent marketEvent, bool _) => _digest.Add(marketEvent));
        byte[] bytes = new byte[2048];
        foreach (byte[]? packet in Framing.Packets().Take(PacketCount))
        {
            List<int> boundaries = Framing.Boundaries(packet);
            for (int cut = CmeMdp3.PacketHeaderBytes; cut < packet.Length; cut++)
            {
                int whole = boundaries.FindLast(boundary => boundary <= cut);
                bool isCutInMessage = cut != whole;
                ulong expected = isCutInMessage ? default(EventDigest).Value : Decode(channel, packet.AsSpan(0, whole), bytes, 0, out _);
                ulong actual = Decode(channel, packet.AsSpan(0, cut), bytes, 0xFF, out long malformedAfter);
                if (actual != expected) Assert.Fail($"cut at {cut} of {packet.Length}: something of the cut packet was applied");
                if (malformedAfter != (isCutInMessage ? 1 : 0)) Assert.Fail($"cut at {cut} of {packet.Length}: {malformedAfter} counted");
            }
        }
    }

    [Test]
    public void APacketShorterThanItsHeaderIsCounted()
    {
        using Channel channel = new Channel((ref MarketEvent _, bool _) => Assert.Fail("an event of nothing"));
        for (int length = 0; length < CmeMdp3.PacketHeaderBytes; length++) channel.Take(new byte[length]);
        Assert.That(channel.Arbitration.Sum().Damaged, Is.EqualTo(CmeMdp3.PacketHeaderBytes));
    }

    // What follows the cut in memory must not matter: it is filled with one value, and the whole part is decoded over another.
    private ulong Decode(Channel channel, ReadOnlySpan<byte> packet, byte[] bytes, byte filler, out long malformedCount)
    {
        bytes.AsSpan().Fill(filler);
        packet.CopyTo(bytes);
        channel.Instruments.Reset();
        channel.Restart();
        _digest = default;
        long before = channel.Arbitration.Sum().Damaged;
        channel.Take(bytes.AsSpan(0, packet.Length));
        malformedCount = channel.Arbitration.Sum().Damaged - before;
        return _digest.Value;
    }
}
