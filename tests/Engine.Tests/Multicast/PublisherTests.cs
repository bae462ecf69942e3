using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Sinks.Multicast;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>What is sent of a feed: the same on both lines, numbered, bounded, with heartbeats and whole loops.</summary>
public sealed class PublisherTests
{
    private const int PacketBytes = 1400;
    private PublishedFeed _published = null!;

    [OneTimeSetUp]
    public void Publish()
    {
        _published = PublishedFeed.Of(Repository.PathOf("captures/cme-simulated.pcapng"), ordersMax: 4096);
        _published.Idle(500);
    }

    [OneTimeTearDown]
    public void Dispose() => _published?.Dispose();

    [TestCase(0)]
    [TestCase(2)]
    public void BothLinesHaveTheSameBytes(int line) =>
        Assert.That(Bytes(line + 1).Select(Convert.ToHexString), Is.EqualTo(Bytes(line).Select(Convert.ToHexString)));

    [Test]
    public void PacketsAreNumberedFromOneWithoutAGap()
    {
        long[] numbers = [.. Bytes(0).Select(HeaderOf).Where(static header => header.FrameCount > 0).Select(static header => header.Packet)];
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, numbers.Length).Select(static number => (long)number)));
        Assert.That(Bytes(0).Concat(Bytes(2)).Select(HeaderOf).Select(static header => (header.Epoch, header.ChannelId)).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public void NoDatagramIsLongerThanItMayBe()
    {
        Assert.That(_published.Sent.Select(static sent => sent.Bytes.Length), Is.All.InRange(DatagramHeader.Bytes, PacketBytes));
        Assert.That(_published.Sent.Where(static sent => sent.Line == 0).Max(static sent => sent.Bytes.Length), Is.GreaterThan(PacketBytes / 2), "they are filled");
    }

    [Test]
    public void EveryEventIsThereOnceAndInOrder()
    {
        long[] sequences = [.. Bytes(0).SelectMany(FramesOf).Select(static frame =>
            FrameDecoder.TryDecodeEvent(frame, out _, out EventPlace place, out _) ? place.Sequence : -1)];
        Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, (int)_published.Report.EventCount).Select(static number => (long)number)));
    }

    [Test]
    public void AHeartbeatComesAfterSilenceAndHasTheNumberOfTheNextPacket()
    {
        SentDatagram[] heartbeats = [.. _published.Sent.Where(static sent => sent.Line == 0 && HeaderOf(sent.Bytes).FrameCount == 0)];
        Assert.That(heartbeats, Has.Length.InRange(4, 7), "half a second, every 100 ms");
        Assert.That(heartbeats.Select(static sent => HeaderOf(sent.Bytes).Packet), Is.All.EqualTo(_published.Publisher.PacketCount + 1));
        Assert.That(heartbeats.Zip(heartbeats.Skip(1), static (one, next) => next.TimeNs - one.TimeNs), Is.All.EqualTo(100_000_000));
    }

    [Test]
    public void ATurnOfTheLoopHasEveryInstrumentOnceAsOfWhatItSays()
    {
        List<byte[]> last = [.. Bytes(2)];
        int begin = last.FindLastIndex(last.FindLastIndex(IsEnd) - 1, static bytes => HeaderOf(bytes).Packet == 1);
        byte[][] turn = [.. last.Skip(begin).Take(last.FindIndex(begin, IsEnd) - begin + 1)];
        Assert.That(turn.Select(static bytes => HeaderOf(bytes).Packet), Is.EqualTo(Enumerable.Range(1, turn.Length).Select(static number => (long)number)));
        List<int> books = [];
        List<int> definitions = [];
        HashSet<int> orders = [];
        foreach (byte[] datagram in turn)
        {
            List<byte[]> frames = FramesOf(datagram);
            Assert.That(MulticastMessages.TryDecode(frames[0], out SnapshotBeginMessage moment, out _), Is.True, "a datagram says of when it is");
            Assert.That((moment.InstrumentCount, moment.Packet), Is.EqualTo(((uint)_published.Report.Instruments.Count, _published.Publisher.PacketCount)));
            foreach (byte[] frame in frames)
            {
                if (FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _)) books.Add(snapshot.Head.InstrumentIndex);
                if (FrameDecoder.TryDecodeDefinition(frame, out MarketEvent told, out _, out _, out _, out _)) definitions.Add(told.InstrumentIndex);
                Core.Orders.RestingOrder[] room = new Core.Orders.RestingOrder[512];
                if (OrderSnapshots.TryDecode(frame, out MarketEvent head, out _, out OrderPart _, room, out _, out _)) orders.Add(head.InstrumentIndex);
            }
        }

        int[] all = [.. Enumerable.Range(0, _published.Report.Instruments.Count)];
        Assert.That(books, Is.EqualTo(all));
        Assert.That(definitions, Is.EqualTo(all));
        Assert.That(orders, Is.EquivalentTo(all));
    }

    [Test]
    public void TheLoopKeepsItsPace()
    {
        int perMs = _published.Sent.Where(static sent => sent.Line == 2).GroupBy(static sent => sent.TimeNs).Max(static ms => ms.Count());
        Assert.That(perMs, Is.LessThanOrEqualTo(new PublishSettings().LoopPacketsPerMs));
    }

    [Test]
    public void WhatWasSentIsKeptToBeSentAgain()
    {
        SentPackets sent = _published.Publisher.SentOf(310)!;
        byte[] room = new byte[PublishSettings.PacketBytesMax];
        byte[][] packets = [.. Bytes(0).Where(static bytes => HeaderOf(bytes).FrameCount > 0)];
        (long first, long last) = sent.Range;
        Assert.That((first, last), Is.EqualTo((1L, (long)packets.Length)));
        for (long number = first; number <= last; number++)
            Assert.That(room.AsSpan(0, sent.Copy(number, room)).SequenceEqual(packets[number - 1]), Is.True, $"packet {number}");
        Assert.That((sent.Copy(0, room), sent.Copy(last + 1, room), _published.Publisher.SentOf(311)), Is.EqualTo((0, 0, (SentPackets?)null)));
    }

    [Test]
    public void TheOldestGoWhereThereIsNoRoom()
    {
        using SentPackets sent = new(65_536);
        byte[] packet = new byte[1000];
        for (int number = 1; number <= 1000; number++) sent.Add(number, packet);
        (long first, long last) = sent.Range;
        Assert.That((last, last - first + 1), Is.EqualTo((1000L, 65L)));
        Assert.That((sent.Copy(first - 1, packet), sent.Copy(first, packet)), Is.EqualTo((0, 1000)));
    }

    private IEnumerable<byte[]> Bytes(int line) => _published.Sent.Where(sent => sent.Line == line).Select(static sent => sent.Bytes);

    private static DatagramHeader HeaderOf(byte[] bytes) => DatagramHeader.TryRead(bytes, out DatagramHeader header, out _) ? header : default;

    private static bool IsEnd(byte[] bytes) => FramesOf(bytes).Exists(static frame => MulticastMessages.TryDecode(frame, out SnapshotEndMessage _, out _));

    private static List<byte[]> FramesOf(byte[] datagram)
    {
        List<byte[]> frames = [];
        ReadOnlySpan<byte> rest = datagram.AsSpan(DatagramHeader.Bytes);
        for (; FrameDecoder.TryRead(rest, out int frameBytes) == FrameResult.Frame; rest = rest[frameBytes..]) frames.Add(rest[..frameBytes].ToArray());
        return frames;
    }
}
