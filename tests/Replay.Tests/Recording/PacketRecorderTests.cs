using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Recording;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Recording;

public sealed class PacketRecorderTests
{
    private const string Lines = "239.1.1.1:14310=A,239.1.1.2:15310=B";
    private static readonly IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> Groups = LineMap.Parse(Lines).Entries;
    private string _path = "";

    [SetUp]
    public void CreateFile() => _path = Path.Combine(Directory.CreateTempSubdirectory("recorder-").FullName, "recorded.pcapng");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void WhatIsRecordedIsReplayedWithItsLinesBytesAndTimes()
    {
        using (PacketRecorder recorder = new(File.Create(_path), Groups))
        {
            for (int i = 0; i < 5000; i++) recorder.OnPacket(new Packet(Payload(i), TimeOf(i), i % 2));
            Assert.That(recorder.LeftOutCount, Is.Zero);
        }

        List<(Line Line, byte[] Bytes, long RxNs)> read = ReadBack();
        Assert.That(read, Has.Count.EqualTo(5000));
        for (int i = 0; i < read.Count; i++)
        {
            Assert.That((read[i].Line, read[i].RxNs), Is.EqualTo(((Line)(i % 2), TimeOf(i))));
            Assert.That(read[i].Bytes, Is.EqualTo(Payload(i)));
        }
    }

    [Test]
    public void ADiskThatCannotFollowLeavesPacketsOutAndIsCounted()
    {
        using SlowStream stream = new();
        long leftOut;
        using (PacketRecorder recorder = new(stream, Groups))
        {
            for (int i = 0; i < 20_000; i++) recorder.OnPacket(new Packet(Payload(i), TimeOf(i), 0));
            leftOut = recorder.LeftOutCount;
            stream.Go.Set();
            recorder.Dispose();
            Assert.That(recorder.WrittenCount + recorder.LeftOutCount, Is.EqualTo(20_000));
        }

        // Beside the queue there is one portion of blocks, on its way to the disk.
        Assert.That(leftOut, Is.InRange(20_000 - 8192 - 2000, 20_000 - 8192));
    }

    [Test]
    public void ADiskThatFailsEndsTheRecordingAndNotTheFeed()
    {
        using FailingStream stream = new();
        using ManualResetEventSlim isTold = new();
        PacketRecorder recorder = new(stream, Groups, onFailure: _ => isTold.Set());
        recorder.OnPacket(new Packet(Payload(1), TimeOf(1), 0));
        Assert.That(isTold.Wait(TimeSpan.FromSeconds(60)), Is.True, "it is told at once, not at the end");
        recorder.OnPacket(new Packet(Payload(2), TimeOf(2), 0));
        recorder.Dispose();

        Assert.That(recorder.Failure, Is.TypeOf<IOException>());
        Assert.That((recorder.WrittenCount, recorder.LeftOutCount), Is.EqualTo((0, 2)), "what is not in the file is not counted as written");
    }

    [Test]
    public void WhatWasTakenIsInTheFileSoonAfterThoughNothingFollows()
    {
        using PacketRecorder recorder = new(new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), Groups);
        for (int i = 0; i < 3; i++) recorder.OnPacket(new Packet(Payload(i), TimeOf(i), 0));
        bool isWritten = SpinWait.SpinUntil(() => recorder.WrittenCount == 3, TimeSpan.FromSeconds(60));

        Assert.That(isWritten, Is.True);
        Assert.That(ReadBack().Select(static packet => packet.RxNs), Is.EqualTo(new[] { TimeOf(0), TimeOf(1), TimeOf(2) }), "before the recording ends");
    }

    [Test]
    public void EveryWriteHoldsWholeBlocks()
    {
        using PortionStream stream = new();
        using (PacketRecorder recorder = new(stream, Groups))
        {
            for (int i = 0; i < 6000; i++) recorder.OnPacket(new Packet(Payload(i), TimeOf(i), 0));
        }

        Assert.That(stream.Portions, Has.Count.GreaterThan(2));
        foreach (byte[] portion in stream.Portions)
        {
            int at = 0;
            while (at < portion.Length) at += BitConverter.ToInt32(portion, at + 4);
            Assert.That(at, Is.EqualTo(portion.Length));
        }
    }

    [Test]
    public void APacketThatIsTooLongIsLeftOut()
    {
        using PacketRecorder recorder = new(File.Create(_path), Groups);
        recorder.OnPacket(new Packet(new byte[2049], TimeOf(0), 1));

        Assert.That(recorder.LeftOutCount, Is.EqualTo(1));
    }

    [Test]
    public void TakingPacketsAllocatesNothing()
    {
        using PacketRecorder recorder = new(File.Create(_path), Groups);
        byte[] payload = Payload(3);

        Assert.That(
            AllocationMeter.BytesOf(() =>
            {
                for (int i = 0; i < 500; i++) recorder.OnPacket(new Packet(payload, TimeOf(i), 0));
            }),
            Is.Zero);
    }

    [Test]
    public void WhatAChannelGaveUpStandsBesideItsNextPacket()
    {
        LineMap lines = LineMap.Parse("239.1.1.1:14310=310/A,239.1.1.2:15310=310/B,239.1.1.3:14320=320/A");
        using (PacketRecorder recorder = new(File.Create(_path), lines.Entries))
        {
            Record(recorder, 0, 'a');
            recorder.OnGaveUp(0, 5, 7);
            recorder.OnGaveUp(1, 9, 10);
            Record(recorder, 2, 'b');
            Record(recorder, 1, 'c');
            recorder.OnGaveUp(2, 11, ulong.MaxValue);
            Record(recorder, 0, 'd');
            Record(recorder, 2, 'e');
            recorder.OnGaveUp(0, 12, 13);
            recorder.Dispose();
            Assert.That((recorder.WrittenCount, recorder.LeftOutCount), Is.EqualTo((5, 0)));
        }

        PacketLog log = new([]);
        using CaptureFile file = CaptureFile.Open(_path);
        using CaptureReceiver receiver = new([file], lines);
        receiver.Poll(ref log, 100);
        Assert.That(file.NotesGaps, Is.True);
        Assert.That(log.Seen, Is.EqualTo(new[]
        {
            "aA1", "b21", "B gave up 5..7", "B gave up 9..10", "cB1", "dA1", "2 gave up 11..18446744073709551615", "e21",
        }));
    }

    [Test]
    public void ARecordingWithoutAFeedNotesNothing()
    {
        using (PacketRecorder recorder = new(File.Create(_path), Groups, notesGaps: false)) Record(recorder, 0, 'a');
        using CaptureFile file = CaptureFile.Open(_path);

        Assert.That(file.NotesGaps, Is.False);
    }

    [Test]
    public void NotesThatNoPacketFollowsAreBounded()
    {
        const int NoteCount = 3000;
        using PacketRecorder recorder = new(File.Create(_path), Groups);
        for (int i = 0; i < NoteCount; i++) recorder.OnGaveUp(0, (ulong)i * 2, ((ulong)i * 2) + 1);
        Record(recorder, 1, 'a');
        recorder.Dispose();
        PacketLog log = new([]);
        using CaptureFile file = CaptureFile.Open(_path);
        using CaptureReceiver receiver = new([file], LineMap.Parse(Lines));
        receiver.Poll(ref log, 100);

        Assert.That(log.Seen, Has.Count.EqualTo(1024 + 1));
        Assert.That(recorder.LeftOutCount, Is.EqualTo(NoteCount - 1024));
        Assert.That(log.Seen[1023], Is.EqualTo("B gave up 2046..2047"));
    }

    [Test]
    public void NotingAllocatesNothing()
    {
        using PacketRecorder recorder = new(File.Create(_path), Groups);

        Assert.That(
            AllocationMeter.BytesOf(() =>
            {
                for (int i = 0; i < 500; i++) recorder.OnGaveUp(0, (ulong)i, (ulong)i + 1);
            }),
            Is.Zero);
    }

    private static void Record(PacketRecorder recorder, int group, char name) => recorder.OnPacket(new Packet([(byte)name], 1, group));

    private static byte[] Payload(int number) => [.. Enumerable.Range(0, 20 + (number % 300)).Select(i => (byte)(i + number))];

    private static long TimeOf(int number) => 1_700_000_000_000_000_000 + (number * 1001L);

    private List<(Line Line, byte[] Bytes, long RxNs)> ReadBack()
    {
        using CaptureFile file = CaptureFile.Open(_path);
        using CaptureReceiver receiver = new([file], LineMap.Parse(Lines));
        PacketList list = new([]);
        while (!receiver.IsCompleted) receiver.Poll(ref list, 64);
        return list.Packets;
    }

    private readonly record struct PacketList(List<(Line Line, byte[] Bytes, long RxNs)> Packets) : IPacketHandler
    {
        public void OnPacket(in Packet packet) => Packets.Add(((Line)packet.Group, packet.Bytes.ToArray(), packet.RxNs));

        public void OnGaveUp(int group, ulong first, ulong next) => Assert.Fail("nothing was given up");
    }

    /// <summary>Writes nothing of packets until it is told to go on: the file's head goes through.</summary>
    private sealed class SlowStream : MemoryStream
    {
        private int _writeCount;

        public ManualResetEventSlim Go { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_writeCount++ > 0) Go.Wait();
            base.Write(buffer);
        }
    }

    private sealed class PortionStream : MemoryStream
    {
        public List<byte[]> Portions { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer) => Portions.Add(buffer.ToArray());
    }

    private sealed class FailingStream : MemoryStream
    {
        private int _writeCount;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_writeCount++ > 0) throw new IOException("no space left on device");
            base.Write(buffer);
        }
    }
}
