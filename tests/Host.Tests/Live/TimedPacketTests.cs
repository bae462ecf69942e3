using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Arbitration;
using FeedHandler.Host.Bench.Receive;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Tests.Live;

public sealed class TimedPacketTests
{
    [TestCase(TimedPacket.BytesMin)]
    [TestCase(200)]
    [TestCase(1472)]
    public void ItIsABookMessageThatTellsWhenItWasDue(int bytes)
    {
        byte[] packet = new byte[bytes];
        TimedPacket.Write(packet);
        TimedPacket.Stamp(packet, 7, 1_700_000_000_000_000_123);

        Assert.That(CmeMdp3.TryReadHeader(packet, out PacketHeader header), Is.True);
        Assert.That((header.First, header.SendingTimeNs), Is.EqualTo((7ul, 1_700_000_000_000_000_123L)));
        Assert.That(MDIncrementalRefreshBook46.TryDecode(packet.AsSpan(14), out MDIncrementalRefreshBook46 book), Is.True);
        Assert.That(book.TransactTime, Is.EqualTo(1_700_000_000_000_000_123ul));
        Assert.That(book.TryGetNoMDEntries(out MDIncrementalRefreshBook46.NoMDEntriesGroup entries), Is.True);
        Assert.That((entries.Count, entries[0].RptSeq, entries[0].MDEntryType), Is.EqualTo((1, 7u, MDEntryTypeBook.Bid)));
    }
}
