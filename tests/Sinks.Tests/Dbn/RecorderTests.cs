using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;
using FeedHandler.Sinks.Dbn;
using FeedHandler.Tests.Support;

namespace FeedHandler.Sinks.Tests.Dbn;

/// <summary>Rule: recorded events are files by schema, day and size, readable as far as they were handed on, and a full disk costs records that are counted.</summary>
public sealed class RecorderTests
{
    private const long NsPerDay = 86_400_000_000_000;
    private const long FirstDayNs = 20_000 * NsPerDay;
    private string _folder = "";
    private readonly List<string> _failures = [];

    [SetUp]
    public void MakeFolder() => (_folder, _) = (Directory.CreateTempSubdirectory("recorder").FullName, Forget());

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void FilesAreOfOneSchemaAndDay()
    {
        using (DbnRecorder recorder = Record(new DbnRecorderOptions(_folder)))
        {
            for (int trade = 0; trade < 6; trade++) Trade(recorder, FirstDayNs + (trade * NsPerDay / 3));
        }

        Assert.That(Names(), Is.EqualTo(new[] { "20241004.mbo.001.dbn.zst", "20241004.trades.001.dbn.zst", "20241005.mbo.001.dbn.zst", "20241005.trades.001.dbn.zst" }));
        Assert.That(Names().Select(name => Count(name)), Is.All.EqualTo(3));
        using DbnReader reader = DbnReader.Open(Path.Combine(_folder, "20241005.trades.001.dbn.zst"));
        Assert.That((reader.Metadata!.Schema, reader.Metadata.Start), Is.EqualTo((DbnSchema.Trades, (ulong)(FirstDayNs + NsPerDay))));
    }

    [Test]
    public void AFileThatIsLargeEnoughIsFollowedByAnotherAndNoneIsOverwritten()
    {
        for (int run = 0; run < 2; run++)
        {
            using DbnRecorder recorder = Record(new DbnRecorderOptions(_folder) { FileBytesMax = 1000 });
            for (int trade = 0; trade < 40; trade++) Trade(recorder, FirstDayNs + trade);
        }

        string[] trades = [.. Names().Where(static name => name.Contains("trades", StringComparison.Ordinal))];
        Assert.That(trades.Sum(Count), Is.EqualTo(80));
        Assert.That(trades, Has.Length.GreaterThan(4).And.Contains("20241004.trades.003.dbn.zst"));
    }

    [Test]
    public void WhatWasHandedOnIsThereWhateverBecomesOfTheProcess()
    {
        using DbnRecorder recorder = Record(new DbnRecorderOptions(_folder) { FlushMs = 3_600_000 });
        for (int trade = 0; trade < 100; trade++) Trade(recorder, FirstDayNs + trade);
        recorder.Flush();
        for (int trade = 0; trade < 100; trade++) Trade(recorder, FirstDayNs + trade);

        byte[] left = ReadShared("20241004.trades.001.dbn.zst"); // as it lies there when the process is killed now
        for (int cut = 0; cut < 40; cut += 13)
        {
            using DbnReader reader = DbnReader.Open(new MemoryStream(left, 0, left.Length - cut));
            int count = 0;
            while (reader.TryRead(out _)) count++;
            Assert.That((count == 100, reader.IsCutOff), Is.EqualTo((cut == 0, cut > 0)), $"{cut} bytes cut off");
        }
    }

    [Test]
    public void ATimerHandsOnWhatNothingFollows()
    {
        using DbnRecorder recorder = Record(new DbnRecorderOptions(_folder) { FlushMs = 20 });
        Trade(recorder, FirstDayNs);

        Assert.That(() => Names().Length > 0 && Count("20241004.trades.001.dbn.zst") == 1, Is.True.After(10_000, 20));
    }

    [Test]
    public void AFullDiskIsToldAndCountedAndNothingStops()
    {
        Require.Root();
        using SmallDisk disk = new(64 << 10);
        using DbnRecorder recorder = Record(new DbnRecorderOptions(disk.Folder) { FlushMs = 3_600_000, RetryMs = 0 });
        File.WriteAllBytes(disk.PathOf("ballast"), new byte[40 << 10]);
        Random random = new(3);
        for (int round = 0; round < 100 && recorder.LostCount == 0; round++) // trades that cannot be packed well
        {
            for (int trade = 0; trade < 500; trade++) Trade(recorder, FirstDayNs, random.NextInt64(1L << 60));
            recorder.Flush();
        }

        long lost = recorder.LostCount;
        Assert.That(_failures, Is.Not.Empty.And.All.Contains("No space left on device"));
        File.Delete(disk.PathOf("ballast"));
        long written = recorder.WrittenCount;
        Trade(recorder, FirstDayNs, 50);
        recorder.Flush();
        Assert.That((recorder.WrittenCount > written, recorder.LostCount), Is.EqualTo((true, lost)), "there is room again");
    }

    private DbnRecorder Record(DbnRecorderOptions options)
    {
        DefinitionLog log = new(1);
        DbnRecorder recorder = new(options, [DbnSchema.Mbo, DbnSchema.Trades], 4, () => [new DefinitionReplica(4, log)], _failures.Add);
        recorder.OnEvent(new MarketEvent { Kind = EventKind.Definition, Flags = EventFlags.Assumed, Quantity = 100, InstrumentIndex = 0 });
        return recorder;
    }

    private static void Trade(DbnRecorder recorder, long rxNs, long price = 50)
    {
        MarketEvent trade = MappedEvents.Trade(BookSide.Bid, price);
        (trade.InstrumentIndex, trade.RxNs, trade.SeqNum, trade.Flags) = (0, rxNs, 1, EventFlags.EndOfEvent);
        recorder.OnEvent(trade);
    }

    private bool Forget()
    {
        _failures.Clear();
        return true;
    }

    private string[] Names() => [.. Directory.GetFiles(_folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private int Count(string name)
    {
        using DbnReader reader = DbnReader.Open(new MemoryStream(ReadShared(name)));
        int count = 0;
        while (reader.TryRead(out _)) count++;
        return count;
    }

    private byte[] ReadShared(string name)
    {
        using FileStream file = new(Path.Combine(_folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
