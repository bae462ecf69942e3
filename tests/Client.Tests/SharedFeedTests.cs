using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Books;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests;

/// <summary>Rule: a subscriber has the feed's own books, doubts included, from whenever it comes, and knows when it lost something (docs/sharing.md).</summary>
public sealed class SharedFeedTests
{
    private const string LossyCapture = "captures/cme-recovery.pcapng";
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "feed");

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("feed").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase("captures/cme-simulated.pcapng", 1)]
    [TestCase(LossyCapture, 1)]
    [TestCase(LossyCapture, 3)]
    public void WhoeverComesAtAnyTimeHasTheRightBooksBehindEachBatch(string capture, int publishesEach)
    {
        using SharedStage stage = new(FilePath) { PublishesEach = publishesEach };
        List<(SharedFeed Feed, SeenBooks Seen)> readers = [];
        List<string> wrong = [];
        int batch = 0;
        stage.BetweenBatches = _ =>
        {
            if (batch++ % 30 == 0 && readers.Count < 8) readers.Add((OpenAll(Delivery.EveryEvent), new SeenBooks()));
            foreach ((SharedFeed feed, SeenBooks seen) in readers)
            {
                Drain(feed, seen);
                if (stage.IsShown) Compare(stage, seen, wrong);
            }
        };
        stage.Run(capture);
        Assert.That((readers.Count, wrong), Is.EqualTo((8, new List<string>())));
        foreach ((SharedFeed feed, SeenBooks seen) in readers)
        {
            Assert.That((seen.Images.Count, seen.LostCount, seen.Broken), Is.EqualTo((stage.Right.Count, 0L, new List<string>())));
            feed.Dispose();
        }
    }

    [Test]
    public void ABookThatIsInDoubtIsSharedAsOne()
    {
        using SharedStage stage = new(FilePath);
        HashSet<BookState> states = [];
        SharedFeed? feed = null;
        SeenBooks seen = new();
        stage.BetweenBatches = _ =>
        {
            feed ??= OpenAll(Delivery.EveryEvent);
            Drain(feed, seen);
            foreach (BookImage image in seen.Images.Values) states.Add(image.State);
        };
        stage.Run(LossyCapture);
        Assert.That(states, Does.Contain(BookState.Suspect).And.Contain(BookState.Whole));
        feed!.Dispose();
    }

    [Test]
    public void ASlowSubscriberIsToldWhatItLostAndBeginsWithBooksAgain()
    {
        using SharedStage stage = new(FilePath, eventCount: 256);
        SharedFeed? feed = null;
        SeenBooks seen = new();
        List<string> wrong = [];
        int batch = 0;
        stage.BetweenBatches = _ =>
        {
            feed ??= OpenAll(Delivery.EveryEvent);
            if (batch++ % 200 != 0) return;
            Drain(feed, seen);
            Compare(stage, seen, wrong);
        };
        stage.Run();
        Drain(feed!, seen);
        Compare(stage, seen, wrong);
        Assert.That((wrong, seen.Broken, seen.CountOf("lost") > 0), Is.EqualTo((new List<string>(), new List<string>(), true)));
        int lost = seen.Told.FindIndex(static line => line.StartsWith("lost", StringComparison.Ordinal));
        Assert.That(seen.Told[lost + 1], Does.StartWith("snapshot"), "nothing is told between a loss and the books behind it");
        Assert.That(seen.LostCount, Is.EqualTo(feed!.LostCount));
        feed.Dispose();
    }

    [Test]
    public void AFeedThatBeginsAgainIsNoContinuation()
    {
        SeenBooks seen = new();
        using (SharedStage first = new(FilePath)) first.Run(LossyCapture);
        using SharedFeed feed = OpenAll(Delivery.EveryEvent);
        Assert.That((Drain(feed, seen), seen.CountOf("snapshot") > 0), Is.EqualTo((SharedFeedPoll.Ended, true)));
        long before = feed.NextSequence;
        using SharedStage second = new(FilePath);
        second.Run();
        Drain(feed, seen);
        List<string> wrong = [];
        Compare(second, seen, wrong);
        Assert.That((seen.CountOf("restart"), feed.RestartCount, wrong, seen.Images.Count), Is.EqualTo((1, 1L, new List<string>(), second.Right.Count)));
        Assert.That(feed.NextSequence, Is.EqualTo(before + second.Writer.EventCount), "sequences go on through restarts");
    }

    [Test]
    public void AfterItsEndTheLastBooksAreThere()
    {
        using SharedStage stage = new(FilePath);
        stage.Run();
        stage.Writer.Dispose();
        using SharedFeed feed = OpenAll(Delivery.EndOfEvent);
        SeenBooks seen = new();
        Assert.That(Drain(feed, seen), Is.EqualTo(SharedFeedPoll.Ended));
        List<string> wrong = [];
        Compare(stage, seen, wrong);
        Assert.That((wrong, seen.Images.Count, feed.HasWriter), Is.EqualTo((new List<string>(), stage.Right.Count, false)));
    }

    [Test]
    public void InstrumentsWithoutRoomAreCounted()
    {
        using SharedStage stage = new(FilePath) { InstrumentCountMax = 5 };
        stage.Run();
        using SharedFeed feed = OpenAll(Delivery.EveryEvent);
        SeenBooks seen = new();
        Drain(feed, seen);
        Assert.That((seen.Images.Count, feed.InstrumentCount, feed.LeftOutCount), Is.EqualTo((5, 5, stage.Right.Count - 5)));
    }

    private SharedFeed OpenAll(Delivery delivery)
    {
        SharedFeed feed = SharedFeed.Open(FilePath, new SharedFeedOptions { Delivery = delivery });
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        return feed;
    }

    private static SharedFeedPoll Drain(SharedFeed feed, SeenBooks seen)
    {
        SharedFeedPoll poll;
        do poll = feed.Poll(seen);
        while (poll == SharedFeedPoll.Taken);
        return poll;
    }

    private static void Compare(SharedStage stage, SeenBooks seen, List<string> wrong)
    {
        foreach ((int index, BookImage image) in seen.Images)
        {
            if (!stage.IsRight(index, image, seen.Statistics[index])) wrong.Add($"{index} as of {stage.Writer.EventCount}");
        }
    }
}
