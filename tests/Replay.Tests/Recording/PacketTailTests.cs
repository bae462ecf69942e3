using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Recording;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Recording;

/// <summary>The latest packets, kept in bounded memory until somebody says stop.</summary>
public sealed class PacketTailTests
{
    private const string Lines = "239.1.1.1:14310=310/incremental/A,239.1.1.2:15310=311/incremental/A,239.1.1.3:16310=310/snapshot/A";
    private static readonly IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> Groups = LineMap.Parse(Lines).Entries;
    private string _path = "";

    [SetUp]
    public void CreateFile() => _path = Path.Combine(Directory.CreateTempSubdirectory("tail-").FullName, "tail.pcapng");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void TheLatestPacketsOfAChannelAreWrittenInTheirOrder()
    {
        PacketTail tail = new(Groups, countMax: 10);
        for (byte number = 0; number < 25; number++) tail.OnPacket(new Packet([number, 1], 1000 + number, number % 2));

        Assert.That(Written(tail, 310), Is.EqualTo(new (byte, long)[] { (16, 1016), (18, 1018), (20, 1020), (22, 1022), (24, 1024) }));
        Assert.That(Written(tail, 311).Select(static packet => packet.Number), Is.EqualTo(new byte[] { 15, 17, 19, 21, 23 }));
    }

    [Test]
    public void LoopsTakeNobodysPlace()
    {
        PacketTail tail = new(Groups, countMax: 2);
        tail.OnPacket(new Packet([1, 1], 1000, 0));
        for (byte number = 0; number < 25; number++) tail.OnPacket(new Packet([number, 1], 2000, 2));

        Assert.That(Written(tail, 310), Is.EqualTo(new (byte, long)[] { (1, 1000) }));
    }

    [Test]
    public void BehindTheStopNothingIsTaken()
    {
        PacketTail tail = new(Groups, countMax: 10);
        tail.OnPacket(new Packet([1, 1], 1000, 0));
        tail.Stop();
        tail.OnPacket(new Packet([2, 1], 1001, 0));

        Assert.That(Written(tail, 310), Is.EqualTo(new (byte, long)[] { (1, 1000) }));
    }

    [Test]
    public void KeepingAllocatesNothing()
    {
        PacketTail tail = new(Groups, countMax: 16);
        byte[] bytes = new byte[1000];

        Assert.That(AllocationMeter.BytesOf(() => tail.OnPacket(new Packet(bytes, 1, 0))), Is.Zero);
    }

    private (byte Number, long RxNs)[] Written(PacketTail tail, int channelId)
    {
        using (FileStream stream = File.Create(_path)) tail.Write(stream, channelId);
        using CaptureFile file = CaptureFile.Open(_path);
        using CaptureReceiver receiver = new([file], LineMap.Parse(Lines));
        Log log = new([]);
        while (!receiver.IsCompleted) receiver.Poll(ref log, 64);
        return [.. log.Packets];
    }

    private readonly struct Log(List<(byte Number, long RxNs)> packets) : IPacketHandler
    {
        public List<(byte Number, long RxNs)> Packets => packets;

        public void OnPacket(in Packet packet) => packets.Add((packet.Bytes[0], packet.RxNs));

        public void OnGaveUp(int group, ulong first, ulong next) => Assert.Fail("a capture of what came has no note of what did not");
    }
}
