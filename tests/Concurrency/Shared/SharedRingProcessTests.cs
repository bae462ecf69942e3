using FeedHandler.Concurrency.Ring;
using FeedHandler.Ring;
using FeedHandler.Tests.Support;

namespace FeedHandler.Concurrency.Shared;

public sealed class SharedRingProcessTests
{
    private const int Capacity = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "ring");

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared rings are those of Linux");
        _folder = Directory.Exists("/dev/shm") ? $"/dev/shm/ring-{Environment.ProcessId}-{TestContext.CurrentContext.Test.ID}" : Path.GetTempFileName() + ".d";
        Directory.CreateDirectory(_folder);
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void WhatAWriterThatIsKilledLeavesIsWholeAndTheNextGoesOn()
    {
        using SharedRingReader<CheckedEvent> reader = ReaderAfterFirstWriter();
        for (int round = 1; round <= 5; round++)
        {
            using Child writer = new("write", FilePath, $"{Capacity}");
            Tally tally = Take(reader, eventCount: 20_000, restartCount: round);
            Assert.That((tally.WrongCount, tally.EventCount >= 20_000), Is.EqualTo((0L, true)));
            Assert.That((reader.HasWriter, reader.WriterProcessId, reader.WriterHeartbeatNs > 0), Is.EqualTo((true, writer.Id, true)));
            writer.Kill();
            Assert.That(reader.HasWriter, Is.False);
            Assert.That(Drain(reader).WrongCount, Is.Zero);
            Assert.That(reader.Events.RestartCount, Is.EqualTo(round));
            AssertWholeFromOldest();
        }
    }

    [Test]
    public void AReaderThatIsKilledHoldsNobodyUp()
    {
        using SharedRingWriter<CheckedEvent> writer = OpenWriter();
        using Child victim = new("read", FilePath, "1000000000", "0");
        Publish(writer, 100_000);
        victim.Kill();
        Publish(writer, 100_000);
        using SharedRingReader<CheckedEvent> next = OpenReader(BroadcastStart.Oldest);
        Assert.That(Drain(next), Has.Property(nameof(Tally.WrongCount)).Zero.And.Property(nameof(Tally.EventCount)).GreaterThan(0));
    }

    [Test]
    public void ReadersInOtherProcessesTakeWholeEventsAndTheSlowOneKnowsItsLoss()
    {
        using SharedRingWriter<CheckedEvent> writer = OpenWriter();
        using Child quick = new("read", FilePath, "50000", "0");
        using Child slow = new("read", FilePath, "3000", "2");
        Task<string> quickResult = Task.Run(quick.Finish);
        Task<string> slowResult = Task.Run(slow.Finish);
        Task both = Task.WhenAll(quickResult, slowResult);
        while (!both.IsCompleted) Publish(writer, 10_000);
        long[] quickCounts = [.. quickResult.Result.Split(' ').Select(long.Parse)];
        long[] slowCounts = [.. slowResult.Result.Split(' ').Select(long.Parse)];
        Assert.That((quickCounts[0] >= 50_000, quickCounts[1]), Is.EqualTo((true, 0L)));
        Assert.That((slowCounts[0] >= 3_000, slowCounts[1], slowCounts[2] > 0), Is.EqualTo((true, 0L, true)));
    }

    [Test]
    public void AWriterInAnotherProcessKeepsASecondOneOut()
    {
        using Child writer = new("write", FilePath, $"{Capacity}");
        Assert.That(SharedRingWriter<CheckedEvent>.TryOpen(FilePath, Capacity, out _).Status, Is.EqualTo(SharedRingStatus.HasWriter));
        writer.Kill();
        OpenWriter().Dispose();
    }

    private SharedRingReader<CheckedEvent> ReaderAfterFirstWriter()
    {
        using (Child first = new("write", FilePath, $"{Capacity}")) first.Kill();
        SharedRingReader<CheckedEvent> reader = OpenReader(BroadcastStart.Now);
        Assert.That(reader.HasWriter, Is.False);
        return reader;
    }

    private void AssertWholeFromOldest()
    {
        using SharedRingReader<CheckedEvent> late = OpenReader(BroadcastStart.Oldest);
        Tally tally = Drain(late);
        Assert.That((tally.WrongCount, tally.EventCount), Is.EqualTo((0L, tally.EventCount)));
        Assert.That(tally.EventCount, Is.GreaterThanOrEqualTo(Capacity / 4));
    }

    private static void Publish(SharedRingWriter<CheckedEvent> writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.Events.Claim().Write(writer.Events.Cursor + 1);
            writer.Events.Publish();
        }
    }

    private static Tally Take(SharedRingReader<CheckedEvent> reader, long eventCount, long restartCount)
    {
        Tally tally = default;
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (tally.EventCount < eventCount || reader.Events.RestartCount < restartCount)
        {
            if (!tally.Take(reader.Events)) Thread.Yield();
            if (Environment.TickCount64 > deadline) Assert.Fail($"gave up after {tally.EventCount} events and {reader.Events.RestartCount} restarts");
        }

        return tally;
    }

    private static Tally Drain(SharedRingReader<CheckedEvent> reader)
    {
        Tally tally = default;
        while (tally.Take(reader.Events))
        {
        }

        return tally;
    }

    private SharedRingWriter<CheckedEvent> OpenWriter()
    {
        SharedRingResult result = SharedRingWriter<CheckedEvent>.TryOpen(FilePath, Capacity, out SharedRingWriter<CheckedEvent>? writer);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        return writer!;
    }

    private SharedRingReader<CheckedEvent> OpenReader(BroadcastStart start)
    {
        SharedRingResult result = SharedRingReader<CheckedEvent>.TryOpen(FilePath, start, out SharedRingReader<CheckedEvent>? reader);
        Assert.That(result.IsOpened, Is.True, result.ToString());
        return reader!;
    }
}
