using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>A case that fails is kept as a capture of the fewest packets that fail in the same way.</summary>
public sealed class FailingCaseTests
{
    private const int SizeOffset = 8;

    // The exchange is held to have said another quantity than it did: a truth that is wrong, by which every handler is.
    [Test]
    public void ACaseThatFailsIsKeptAsTheFewestPacketsThatFail()
    {
        LineFaults rough = LossTests.Rough with { LostPerMille = 50 };
        SentCase right = new(3, rough, rough, null, [new SimulationOptions { Seed = 3, InstrumentCount = 3, EventCount = 100, ChannelResetCount = 0 }]);
        Assert.That(new LossRun(right).Wrong, Is.Null);
        uint seqNum = right.Packets.Skip(right.Packets.Count / 2).First(static packet => BookEntryOf(packet.Bytes.Span) > 0).SeqNum;
        Arrival[] arrivals = [.. right.Arrivals.Select(arrival => arrival.SeqNum == seqNum ? arrival with { Bytes = Planted(arrival.Bytes) } : arrival)];
        SentCase planted = right with { Arrivals = arrivals };

        KeptCase kept = FailingCase.Keep(planted, static sent => new LossRun(sent).Wrong);
        TestContext.Out.WriteLine($"{planted.Arrivals.Count} packets, {kept}");
        Assert.That(kept.IsMinimal, Is.True);
        Assert.That(kept.Least.Arrivals.Count, Is.InRange(2, planted.Arrivals.Count / 4));
        Assert.That(new LossRun(kept.Least).Wrong, Is.EqualTo(kept.Fault));
        Assert.That(kept.Least.Arrivals.Select(static arrival => arrival.SeqNum), Does.Contain(seqNum));
        Assert.That(kept.Command, Does.Contain(kept.Path));
        Assert.That(Read(kept), Is.EqualTo(kept.Least.Arrivals.Select(static arrival => (arrival.RxNs, Convert.ToHexString(arrival.Bytes.Span)))));
        File.Delete(kept.Path);
    }

    private static List<(long, string)> Read(KeptCase kept)
    {
        using CaptureFile file = CaptureFile.Open(kept.Path);
        using CaptureReceiver receiver = new([file], LineMap.Parse(FailingCase.LinesOf(kept.Least)));
        Reader reader = new([]);
        while (!receiver.IsCompleted) receiver.Poll(ref reader, int.MaxValue);
        return reader.Packets;
    }

    // Where the first entry of a book message stands, when it is the first message of the packet, has entries, and the first is a new or changed direct level.
    private static int BookEntryOf(ReadOnlySpan<byte> packet)
    {
        const int First = 12 + 10 + 11 + 3;
        bool isBook = packet.Length > First && BinaryPrimitives.ReadUInt16LittleEndian(packet[16..]) == 46 && packet[First - 1] > 0;
        return isBook && packet[First + 25] <= 1 && (char)packet[First + 26] is '0' or '1' ? First : 0;
    }

    private static ReadOnlyMemory<byte> Planted(ReadOnlyMemory<byte> packet)
    {
        byte[] changed = packet.ToArray();
        changed[BookEntryOf(changed) + SizeOffset] ^= 1;
        return changed;
    }

    private readonly struct Reader(List<(long, string)> packets) : IPacketHandler
    {
        public List<(long, string)> Packets => packets;

        public void OnPacket(in Packet packet) => packets.Add((packet.RxNs, Convert.ToHexString(packet.Bytes)));

        public void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}
