using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests.Shared;

public sealed partial class SharedRingTests
{
    private const int Capacity = 64;
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "ring");

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared rings are those of Linux");
        _folder = Directory.CreateTempSubdirectory("ring").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void ReadersSeeWhatTheWriterPublishes()
    {
        using SharedRingWriter<long> writer = OpenWriter();
        using SharedRingReader<long> first = OpenReader();
        using SharedRingReader<long> second = OpenReader();
        for (long i = 0; i < 500; i++)
        {
            writer.Events.Publish(i);
            Assert.That((first.Events.TryRead(out long a), a), Is.EqualTo((BroadcastRead.Taken, i)));
            Assert.That((second.Events.TryRead(out long b), b), Is.EqualTo((BroadcastRead.Taken, i)));
        }
    }

    [Test]
    public void ALateReaderFindsTheEventsOfAWriterThatEnded()
    {
        using (SharedRingWriter<long> writer = OpenWriter())
        {
            for (long i = 0; i < 10; i++) writer.Events.Publish(i);
        }

        using SharedRingReader<long> reader = OpenReader(BroadcastStart.Oldest);
        Assert.That(reader.HasWriter, Is.False);
        for (long i = 0; i < 10; i++) Assert.That((reader.Events.TryRead(out long taken), taken), Is.EqualTo((BroadcastRead.Taken, i)));
        Assert.That(reader.Events.TryRead(out _), Is.EqualTo(BroadcastRead.Closed));
    }

    [Test]
    public void AWriterThatStartsAgainIsNoticedExactlyWhereItBegins()
    {
        SharedRingWriter<long> writer = OpenWriter();
        using SharedRingReader<long> reader = OpenReader();
        writer.Events.Publish(1);
        writer.Events.Publish(2);
        writer.Dispose();
        using SharedRingWriter<long> next = OpenWriter();
        Assert.That((next.IsTakenOver, next.EpochNumber), Is.EqualTo((true, 2L)));
        next.Events.Publish(3);
        using SharedRingReader<long> late = OpenReader(BroadcastStart.Oldest);
        foreach (BroadcastReader<long> events in new[] { reader.Events, late.Events })
        {
            Assert.That((events.TryRead(out long taken), taken), Is.EqualTo((BroadcastRead.Taken, 1L)));
            Assert.That((events.TryRead(out taken), taken), Is.EqualTo((BroadcastRead.Taken, 2L)));
            Assert.That(events.TryRead(out _), Is.EqualTo(BroadcastRead.Restarted));
            Assert.That((events.TryRead(out taken), taken), Is.EqualTo((BroadcastRead.Taken, 3L)));
            Assert.That((events.RestartCount, events.LostCount), Is.EqualTo((1L, 0L)));
        }
    }

    [Test]
    public void ThereIsOneWriter()
    {
        using SharedRingWriter<long> writer = OpenWriter();
        SharedRingResult second = SharedRingWriter<long>.TryOpen(FilePath, Capacity, out SharedRingWriter<long>? none);
        Assert.That((second.Status, none), Is.EqualTo((SharedRingStatus.HasWriter, (SharedRingWriter<long>?)null)));
        Assert.That(second.ToString(), Does.Contain(FilePath));
    }

    [Test]
    public void ItsOwnerWritesTheFileAndItsGroupReadsIt()
    {
        using SharedRingWriter<long> writer = OpenWriter();
        const UnixFileMode Expected = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(FilePath), Is.EqualTo(Expected));
    }

    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void AFileThatOthersMayWriteOrStrangersReadIsRefused(UnixFileMode right)
    {
        OpenWriter().Dispose();
        PrivateFile.SetMode(FilePath, PrivateFile.OwnerOnly | right);
        Assert.That(StatusOfReader(), Is.EqualTo(SharedRingStatus.NotPrivate));
        Assert.That(StatusOfWriter(), Is.EqualTo(SharedRingStatus.NotPrivate));
    }

    [Test]
    public void AFileOfAnotherOwnerThanWasNamedIsRefused()
    {
        OpenWriter().Dispose();
        SharedRingResult result = SharedRingReader<long>.TryOpen(FilePath, BroadcastStart.Now, out SharedRingReader<long>? none, ownerId: 4_000_000);
        Assert.That((result.Status, none), Is.EqualTo((SharedRingStatus.NotPrivate, (SharedRingReader<long>?)null)));
        Assert.That(result.Detail, Does.Contain("not to 4000000"));
    }

    [Test]
    public void ALinkIsNotFollowed()
    {
        OpenWriter().Dispose();
        File.CreateSymbolicLink(FilePath + ".link", FilePath);
        Assert.That(SharedRingReader<long>.TryOpen(FilePath + ".link", BroadcastStart.Now, out _).Status, Is.EqualTo(SharedRingStatus.SystemRefused));
        Assert.That(SharedRingWriter<long>.TryOpen(FilePath + ".link", Capacity, out _).Status, Is.EqualTo(SharedRingStatus.SystemRefused));
    }

    [Test]
    public unsafe void TheAnnexIsTheWritersAndReadersSeeIt()
    {
        SharedAnnexShape annex = new(Bytes: 5000, Kind: 7);
        Assert.That(SharedRingWriter<long>.TryOpen(FilePath, Capacity, out SharedRingWriter<long>? writer, annex).IsOpened, Is.True);
        using (writer)
        {
            Span<byte> written = new((void*)writer!.AnnexAddress, (int)writer.AnnexBytes);
            Assert.That((written.Length >= 5000, written.ContainsAnyExcept((byte)0)), Is.EqualTo((true, false)));
            written.Fill(42);
            writer.Events.Publish(99);
            using SharedRingReader<long> reader = OpenReader(BroadcastStart.Oldest);
            ReadOnlySpan<byte> seen = new((void*)reader.AnnexAddress, (int)reader.AnnexBytes);
            Assert.That((reader.AnnexKind, seen.ContainsAnyExcept((byte)42)), Is.EqualTo((7u, false)));
            Assert.That((reader.Events.TryRead(out long taken), taken), Is.EqualTo((BroadcastRead.Taken, 99L)));
        }

        OpenWriter().Dispose(); // another form: the file is replaced
        using SharedRingReader<long> next = OpenReader();
        Assert.That((next.AnnexKind, next.AnnexBytes), Is.EqualTo((0u, 0L)));
    }

    [Test]
    public void TheHeartbeatAndTheLifeOfTheWriterAreKnown()
    {
        SharedRingWriter<long> writer = OpenWriter();
        using SharedRingReader<long> reader = OpenReader();
        writer.Beat(nowNs: 123);
        Assert.That((reader.WriterHeartbeatNs, reader.WriterProcessId, reader.HasWriter), Is.EqualTo((123L, Environment.ProcessId, true)));
        writer.Dispose();
        Assert.That(reader.HasWriter, Is.False);
    }

    [Test]
    public void AWriterOfAnotherSizeReplacesTheFileOfAnEndedOne()
    {
        OpenWriter().Dispose();
        using SharedRingReader<long> reader = OpenReader();
        Assert.That(SharedRingWriter<long>.TryOpen(FilePath, 2 * Capacity, out SharedRingWriter<long>? writer).IsOpened, Is.True);
        Assert.That((reader.IsReplaced, writer!.IsTakenOver, writer.Events.Capacity), Is.EqualTo((true, false, 2 * Capacity)));
        Assert.That(reader.Events.TryRead(out _), Is.EqualTo(BroadcastRead.Closed));
        writer.Dispose();
    }

    [Test]
    public void WritingAndReadingAllocatesNothing()
    {
        using SharedRingWriter<long> writer = OpenWriter();
        using SharedRingReader<long> reader = OpenReader();
        Assert.That(AllocationMeter.BytesOf(() => PassThrough(writer, reader)), Is.Zero);
    }

    private static void PassThrough(SharedRingWriter<long> writer, SharedRingReader<long> reader)
    {
        for (long i = 0; i < 10_000; i++)
        {
            writer.Events.Publish(i);
            reader.Events.TryRead(out _);
            if (i % 100 == 0) writer.Beat(i);
        }
    }

    private SharedRingWriter<long> OpenWriter()
    {
        SharedRingResult result = SharedRingWriter<long>.TryOpen(FilePath, Capacity, out SharedRingWriter<long>? writer);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        return writer!;
    }

    private SharedRingReader<long> OpenReader(BroadcastStart start = BroadcastStart.Now)
    {
        SharedRingResult result = SharedRingReader<long>.TryOpen(FilePath, start, out SharedRingReader<long>? reader);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        return reader!;
    }

    private SharedRingStatus StatusOfReader() => StatusOfReader<long>();

    private SharedRingStatus StatusOfReader<T>()
        where T : unmanaged
    {
        SharedRingResult result = SharedRingReader<T>.TryOpen(FilePath, BroadcastStart.Now, out SharedRingReader<T>? reader);
        Assert.That(reader is not null, Is.EqualTo(result.IsOpened));
        Assert.That(result.Detail, Does.Contain(FilePath));
        reader?.Dispose();
        return result.Status;
    }

    private SharedRingStatus StatusOfWriter()
    {
        SharedRingResult result = SharedRingWriter<long>.TryOpen(FilePath, Capacity, out SharedRingWriter<long>? writer);
        Assert.That(writer is not null, Is.EqualTo(result.IsOpened));
        writer?.Dispose();
        return result.Status;
    }
}
