using FeedHandler.Core.Events;
using FeedHandler.Venues.Cme;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Malformed;

public sealed class TruncationTests
{
    private const int PacketCount = 150;
    private EventDigest _digest;

    [Test]
    public void NothingOfAPacketThatIsCutInAMessageIsApplied()
    {
        using var channel = new Channel((ref MarketEvent marketEvent, bool _) => _digest.Add(marketEvent));
        var bytes = new byte[2048];
        foreach (var packet in Framing.Packets().Take(PacketCount))
        {
            var boundaries = Framing.Boundaries(packet);
            for (var cut = CmeMdp3.PacketHeaderBytes; cut < packet.Length; cut++)
            {
                var whole = boundaries.FindLast(boundary => boundary <= cut);
                var isCutInMessage = cut != whole;
                var expected = isCutInMessage ? default(EventDigest).Value : Decode(channel, packet.AsSpan(0, whole), bytes, 0, out _);
                var actual = Decode(channel, packet.AsSpan(0, cut), bytes, 0xFF, out var malformedAfter);
                if (actual != expected) Assert.Fail($"cut at {cut} of {packet.Length}: something of the cut packet was applied");
                if (malformedAfter != (isCutInMessage ? 1 : 0)) Assert.Fail($"cut at {cut} of {packet.Length}: {malformedAfter} counted");
            }
        }
    }

    [Test]
    public void APacketShorterThanItsHeaderIsCounted()
    {
        using var channel = new Channel((ref MarketEvent _, bool _) => Assert.Fail("an event of nothing"));
        for (var length = 0; length < CmeMdp3.PacketHeaderBytes; length++) channel.Take(new byte[length]);
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
        var before = channel.Arbitration.Sum().Damaged;
        channel.Take(bytes.AsSpan(0, packet.Length));
        malformedCount = channel.Arbitration.Sum().Damaged - before;
        return _digest.Value;
    }
}
