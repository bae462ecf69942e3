using FeedHandler.Client;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Journals;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>Rule: what is in a journal is right and whole, or it is said what is not; and it takes no more room than it was given.</summary>
public sealed class JournalTests
{
    [Test]
    public void EventsAllocateNothing()
    {
        using JournalStage stage = new(fileBytes: 64 << 20);
        stage.TwoInstruments();
        long bytes = AllocationMeter.BytesOf(
            () =>
            {
                stage.Quote(200);
                stage.Feed.Gap();
                stage.TakeAll();
            },
            warmUpCount: 60);
        Assert.That((bytes, stage.Writer.Counters[JournalCount.Events] > 12_000, stage.Files.Count), Is.EqualTo((0L, true, 1)));
    }

    [Test]
    public void WhatIsNotCommittedDoesNotCount()
    {
        using JournalStage stage = new();
        stage.TwoInstruments();
        string copy = Path.Combine(stage.Feed.Folder, "journal-000000000099.fhj");
        File.Copy(stage.Files[0], copy); // as a process that is killed now leaves it
        long length = new FileInfo(copy).Length;
        (List<JournalFileReport> files, _) = JournalStage.Check([copy]);
        Assert.That((files[0].IsRight, files[0].Events, files[0].IsClosed, files[0].Bytes < length), Is.EqualTo((true, 4L, false, true)), string.Join(';', files[0].Faults));
        stage.Writer.Dispose();
        (files, _) = JournalStage.Check(stage.Files);
        Assert.That((files[0].IsRight, files[0].IsClosed, new FileInfo(stage.Files[0]).Length), Is.EqualTo((true, true, files[0].Bytes)));
    }

    [TestCase("flip", "CRC-32C")]
    [TestCase("cut", "were committed")]
    [TestCase("mark", "no journal")]
    [TestCase("length", "no frame")]
    public void WhatIsWrongIsFound(string what, string words)
    {
        using JournalStage stage = new();
        stage.TwoInstruments();
        stage.Writer.Dispose();
        byte[] bytes = File.ReadAllBytes(stage.Files[0]);
        if (what == "flip") bytes[^1] ^= 0x40;
        if (what == "mark") bytes[0] ^= 1;
        if (what == "length") (bytes[JournalHeader.Bytes], bytes[JournalHeader.Bytes + 1]) = (1, 0);
        File.WriteAllBytes(stage.Files[0], what == "cut" ? bytes[..^1] : bytes);
        (List<JournalFileReport> files, _) = JournalStage.Check(stage.Files);
        Assert.That((files[0].IsRight, string.Join(';', files[0].Faults)), Is.EqualTo((false, files[0].Faults.Find(fault => fault.Contains(words, StringComparison.Ordinal)) ?? words)));
    }

    [Test]
    public void BehindAnEventThatWasCutOutNoBookIsToldAsRight()
    {
        using JournalStage stage = new();
        stage.TwoInstruments();
        stage.Quote(40);
        stage.TakeAll();
        stage.Writer.Dispose();
        string path = stage.Files[0];
        List<byte[]> frames = [];
        Assert.That(JournalReader.TryOpen(path, out JournalReader? reader), Is.Null);
        using (reader)
        {
            while (reader!.TryRead(out ReadOnlySpan<byte> frame)) frames.Add(frame.ToArray());
        }

        byte[] bytes = File.ReadAllBytes(path);
        frames.RemoveAt(frames.Count - 20);
        File.WriteAllBytes(path, [.. bytes[..JournalHeader.Bytes], .. frames.SelectMany(static frame => frame)]);
        using JournalFeed feed = JournalFeed.Open(path, options: new RemoteFeedOptions { Delivery = Delivery.EveryEvent });
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        Listener listener = new();
        while (feed.Poll(listener) != SharedFeedPoll.Ended) continue;
        Assert.That((listener.LostCount > 0, listener.EventsBehindLoss, feed.Faults.Count > 0), Is.EqualTo((true, 0, true)));
        Assert.That(feed.TryGetBook(0, 0, out _) || feed.TryGetBook(0, 1, out _), Is.False);
    }

    [Test]
    public void BehindAFileThatIsCutOffBooksBeginAgainWithTheNextOne()
    {
        using JournalStage stage = new(fileBytes: 16 << 10);
        stage.TwoInstruments();
        stage.Quote(300);
        stage.TakeAll();
        stage.Writer.Dispose();
        File.WriteAllBytes(stage.Files[0], File.ReadAllBytes(stage.Files[0])[..^100]);
        using JournalFeed feed = JournalFeed.Open(stage.Folder, options: new RemoteFeedOptions { Delivery = Delivery.EveryEvent });
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        Listener listener = new();
        while (feed.Poll(listener) != SharedFeedPoll.Ended) continue;
        Assert.That((listener.LostCount, listener.EventsBehindLoss > 100, feed.Faults.Count), Is.EqualTo((1L, true, 1)), string.Join(';', feed.Faults));
        Assert.That(feed.TryGetBook(0, 0, out _) && feed.TryGetBook(0, 1, out _), Is.True);
    }

    private sealed class Listener : IBookSubscriber
    {
        public long LostCount { get; private set; }

        public int EventsBehindLoss { get; private set; }

        public void OnEvent(in SubscribedBook book, in Core.Events.MarketEvent marketEvent) => EventsBehindLoss += LostCount > 0 ? 1 : 0;

        public void OnLost(long lostCount) => LostCount += lostCount;
    }

    [Test]
    public void AFileThatIsMissingIsFoundAndThereAreNoMoreThanWereAskedFor()
    {
        using JournalStage stage = new(fileBytes: 16 << 10, fileCountMax: 4);
        stage.TwoInstruments();
        for (int i = 0; i < 20; i++)
        {
            stage.Quote(100);
            stage.TakeAll();
        }

        Assert.That((stage.Files.Count, stage.Writer.Counters[JournalCount.Files] > 10), Is.EqualTo((4, true)));
        (List<JournalFileReport> files, _) = JournalStage.Check(stage.Files);
        Assert.That(files.TrueForAll(static file => file.IsRight), Is.True, string.Join(';', files.SelectMany(static file => file.Faults)));
        (List<JournalFileReport> part, _) = JournalStage.Check([stage.Files[0], stage.Files[2]]);
        Assert.That((part[0].IsRight, part[1].Missing), Is.EqualTo((true, files[1].Events)));
    }

    [Test]
    public void FilesThatAreOlderThanWasSaidGo()
    {
        using JournalStage stage = new(fileBytes: 16 << 10);
        stage.TwoInstruments();
        stage.Quote(1000);
        stage.TakeAll();
        string[] before = [.. stage.Files];
        foreach (string path in before[..^1]) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-3));
        stage.Reopen(static options => options with { HoursMax = 2 });
        stage.Quote(10);
        stage.TakeAll();
        Assert.That((stage.Files.Intersect(before).ToArray(), stage.Files.Count), Is.EqualTo((before[^1..], 2)));
    }

    [Test]
    public void EventsThatWereLostAreSaidAndANewFileBeginsWithBooks()
    {
        using JournalStage stage = new(eventCount: 1024);
        stage.TwoInstruments();
        stage.Quote(5000);
        stage.TakeAll();
        stage.Quote(10);
        stage.TakeAll();
        stage.Writer.Dispose();
        (List<JournalFileReport> files, _) = JournalStage.Check(stage.Files);
        Assert.That(files, Has.Count.EqualTo(2));
        Assert.That((files[1].Lost, files[1].Missing, files[1].States, files[1].FaultCount), Is.EqualTo((stage.Writer.Counters[JournalCount.Lost], 0L, 2L, 0L)));
        Assert.That((files[1].Lost > 0, files[0].Events + files[1].Lost + files[1].Events), Is.EqualTo((true, 5014L)));
    }

    [Test]
    public void AFeedThatBeginsAnewHasAFileOfItsOwn()
    {
        using JournalStage stage = new();
        stage.TwoInstruments();
        stage.Feed.End();
        stage.TakeAll();
        stage.Feed.Begin();
        stage.TwoInstruments();
        stage.Writer.Dispose();
        (List<JournalFileReport> files, _) = JournalStage.Check(stage.Files);
        Assert.That(files.Select(static file => (file.IsRight, file.Events)), Is.EqualTo(((bool, long)[])[(true, 4), (true, 4)]));
        Assert.That(files[1].Epoch, Is.GreaterThan(files[0].Epoch));
    }

    [Test]
    public void ASharedFileThatIsMadeAnewIsAnotherStream()
    {
        using JournalStage stage = new();
        stage.TwoInstruments();
        stage.Feed.End();
        File.Delete(stage.Feed.FilePath);
        stage.Feed.Begin();
        stage.Pass(1000);
        stage.TakeAll();
        stage.TwoInstruments();
        stage.Writer.Dispose();
        (List<JournalFileReport> files, _) = JournalStage.Check(stage.Files);
        Assert.That(files.Select(static file => (file.IsRight, file.First, file.Events)), Is.EqualTo(((bool, long, long)[])[(true, 0, 4), (true, 0, 4)]));
    }

    [Test]
    public void WhereNoFileCanBeBegunEventsAreLostAndItGoesOnLater()
    {
        using JournalStage stage = new(fileBytes: 16 << 10);
        stage.TwoInstruments();
        string aside = stage.Folder + "-aside";
        Directory.Move(stage.Folder, aside);
        stage.Quote(1000);
        stage.TakeAll();
        Assert.That((stage.Writer.Failure is not null, stage.Writer.Counters[JournalCount.Failures]), Is.EqualTo((true, 1L)));
        Directory.Move(aside, stage.Folder);
        stage.Pass(5000);
        stage.Quote(10);
        stage.TakeAll();
        stage.Writer.Dispose();
        (List<JournalFileReport> files, _) = JournalStage.Check(stage.Files);
        Assert.That((stage.Writer.Failure, files.Sum(static file => file.Events + file.Lost)), Is.EqualTo(((string?)null, 1014L)));
        Assert.That((files.Sum(static file => file.Missing + file.FaultCount), files[^1].Lost > 0), Is.EqualTo((0L, true)));
    }

    [Test]
    public void AFolderIsOneJournalsAndNobodyElsesToWrite()
    {
        using JournalStage stage = new();
        stage.TwoInstruments();
        string linked = stage.Folder + "-link", open = stage.Folder + "-open";
        File.CreateSymbolicLink(linked, stage.Folder);
        Directory.CreateDirectory(open);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(open, (UnixFileMode)0x1FF);
        Assert.That(Refusal(stage.Folder), Does.Contain("another process"));
        Assert.That(Refusal(linked), Does.Contain("a link"));
        Assert.That(Refusal(open), Does.Contain("chmod 0750"));
        if (OperatingSystem.IsWindows()) return;
        Assert.That((File.GetUnixFileMode(stage.Folder), File.GetUnixFileMode(stage.Files[0])), Is.EqualTo(((UnixFileMode)0x1E8, (UnixFileMode)0x1A0)));
    }

    private static string Refusal(string folder) => Assert.Throws<GatewayException>(() => JournalFolder.Open(new JournalOptions(folder)).Dispose())!.Message;
}
