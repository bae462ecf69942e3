using FeedHandler.Core.Packets;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests;

public sealed class PacketStoreTests
{
    private static readonly LineMap Lines = LineMap.Parse("224.0.31.64:14340=A,224.0.32.64:15340=B");

    [Test]
    public void AStoreGivesThePacketsOfTheReceiver()
    {
        using CaptureSet captures = new(Image(3));
        using PacketStore store = PacketStore.Load(new CaptureReceiver(captures.Files, Lines));
        PacketLog log = new([]);

        Assert.That(store.Count, Is.EqualTo(3));
        Assert.That(store.PayloadBytes, Is.EqualTo(1 + 2 + 3));
        Assert.That(store.Poll(ref log, 2), Is.EqualTo(2));
        Assert.That(store.IsCompleted, Is.False);
        Assert.That(store.Poll(ref log, 2), Is.EqualTo(1));
        Assert.That(store.IsCompleted, Is.True);
        Assert.That(log.Seen, Is.EqualTo(new[] { "aA0", "bB1000000000", "cA2000000000" }));
        store.Rewind();
        Assert.That(store.Poll(ref log, 10), Is.EqualTo(3));
    }

    [Test]
    public void OneLineMayBeKept()
    {
        using CaptureSet captures = new(Image(5));
        using PacketStore store = PacketStore.Load(new CaptureReceiver(captures.Files, Lines), group: 1);

        Assert.That(store.Count, Is.EqualTo(2));
        Assert.That(store[1].Group, Is.EqualTo(1));
        Assert.That(store[1].RxNs, Is.EqualTo(3_000_000_000));
    }

    [Test]
    public unsafe void EveryPayloadBeginsAtACacheLineAndOutlivesTheCapture()
    {
        PacketStore store;
        using (CaptureSet captures = new(Image(4_000))) store = PacketStore.Load(new CaptureReceiver(captures.Files, Lines));
        using (store)
        {
            for (int i = 0; i < store.Count; i++)
            {
                Packet packet = store[i];
                fixed (byte* start = packet.Bytes) Assert.That((long)start % 64, Is.Zero);
                if (packet.Bytes.Length != (i % 1_400) + 1 || packet.Bytes[0] != NameOf(i)) Assert.Fail($"packet {i} is another");
            }
        }

        Assert.That(store.Count, Is.Zero);
    }

    [TestCase(-1)]
    [TestCase(3)]
    public void NoOtherPacketsAreThere(int index)
    {
        using CaptureSet captures = new(Image(3));
        using PacketStore store = PacketStore.Load(new CaptureReceiver(captures.Files, Lines));

        Assert.That(() => store[index].RxNs, Throws.InstanceOf<ArgumentOutOfRangeException>());
        store.Dispose();
        Assert.That(() => store[0].RxNs, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ALimitIsKept()
    {
        using CaptureSet captures = new(Image(10));
        CaptureReceiver receiver = new(captures.Files, Lines);

        Assert.That(() => PacketStore.Load(receiver, bytesMax: 9 * 64), Throws.InvalidOperationException.With.Message.Contains("9 packets"));
        receiver.Rewind();
        using PacketStore store = PacketStore.Load(receiver, bytesMax: 10 * 64);
        Assert.That(store.Count, Is.EqualTo(10));
    }

    [Test]
    public void PollingAllocatesNothing()
    {
        using CaptureSet captures = new(Image(2_000));
        using PacketStore store = PacketStore.Load(new CaptureReceiver(captures.Files, Lines));
        PacketCount count = default;

        long allocated = AllocationMeter.BytesOf(() =>
        {
            count = default;
            store.Rewind();
            while (!store.IsCompleted) store.Poll(ref count, 64);
        });

        Assert.That(count.LineA + count.LineB, Is.EqualTo(2_000));
        Assert.That(allocated, Is.Zero);
    }

    private static char NameOf(int index) => (char)('a' + (index % 26));

    /// <summary>Packets on both lines in turn, each a byte longer than the one before, and a second later.</summary>
    private static byte[] Image(int packetCount)
    {
        PcapImage image = new();
        for (int i = 0; i < packetCount; i++) image.Record((uint)i, 0, PacketImage.Of(i % 2 == 0 ? Line.A : Line.B, NameOf(i), (i % 1_400) + 1));
        return image.ToArray();
    }
}
