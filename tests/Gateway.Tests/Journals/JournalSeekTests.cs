using FeedHandler.Client;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Books;
using FeedHandler.Engine;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Journals;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Journals;

/// <summary>Rule: wherever in a journal reading begins, by number or by time, the books are those that the feed had there, orders among them.</summary>
[TestFixture("captures/cme-simulated.pcapng")]
[TestFixture("captures/cme-recovery.pcapng")]
public sealed class JournalSeekTests(string capture)
{
    private const int OrderCountMax = 10_000;
    private const int ImageEvery = 257;
    private string _folder = "";
    private JournalSink _sink = null!;
    private Feed _feed = null!;

    [OneTimeSetUp]
    public void KeepAJournal()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        _folder = Directory.CreateTempSubdirectory("journal").FullName;
        _sink = new JournalSink(_folder, ImageEvery);
        _feed = Feed.Cme().Replay(Repository.PathOf(capture)).Orders(OrderCountMax).Inline().Sink(_sink).Start();
        _feed.Wait();
        _sink.Finish();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _feed?.Dispose();
        _sink?.Dispose();
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void BooksInFrontOfAnEventAreTheFeeds()
    {
        foreach ((long sequence, (BookImage Book, string Orders)[] images) in _sink.Images)
        {
            using JournalFeed journal = Open(JournalStart.At(sequence), JournalStart.At(sequence));
            Counter counter = new();
            while (journal.Poll(counter) != SharedFeedPoll.Ended) continue;
            Assert.That(Wrong(journal, images), Is.Empty, $"in front of event {sequence}");
            Assert.That((counter.Snapshots, counter.Others, journal.Faults.Count), Is.EqualTo((images.Length, 0, 0)), $"in front of event {sequence}");
        }
    }

    [Test]
    public void FromThereOnEveryEventIsTold()
    {
        long last = _sink.Images.Keys.Last();
        foreach (long sequence in _sink.Images.Keys.Where(static (_, place) => place % 3 == 0))
        {
            using JournalFeed journal = Open(JournalStart.At(sequence), JournalStart.At(last));
            Counter counter = new();
            while (journal.Poll(counter) != SharedFeedPoll.Ended) continue;
            Assert.That(Wrong(journal, _sink.Images[last]), Is.Empty, $"from event {sequence} on");
            Assert.That((journal.Sequence, journal.LostCount, journal.Faults.Count), Is.EqualTo((last - 1, 0L, 0)), $"from event {sequence} on");
        }
    }

    [Test]
    public void ATimeIsFoundAsItsEventIs()
    {
        List<(long Sequence, long RxNs)> events = Events();
        foreach ((_, long timeNs) in events.Where(static (_, place) => place % 500 == 3))
        {
            using JournalFeed journal = Open(JournalStart.AtTime(timeNs), JournalStart.AtTime(timeNs));
            while (journal.Poll(new Counter()) != SharedFeedPoll.Ended) continue;
            long first = events.Find(told => told.RxNs >= timeNs).Sequence; // what waited for a packet in front of it was received before that
            Assert.That(journal.Sequence, Is.EqualTo(first - 1), $"at {timeNs}");
        }
    }

    [Test]
    public void ReplayedItIsTheFeed()
    {
        using Feed again = Feed.For("normalized").Replay(_sink.Folder).Orders(OrderCountMax).Inline().Start();
        again.Wait();
        Assert.That(again.Report.Digest, Is.EqualTo(_feed.Report.Digest));
    }

    private List<(long Sequence, long RxNs)> Events()
    {
        List<(long Sequence, long RxNs)> events = [];
        using JournalCursor cursor = JournalCursor.Open(_sink.Folder);
        while (cursor.TryRead(out ReadOnlySpan<byte> frame))
        {
            if (!Wire.FrameDecoder.TryDecodeEvent(frame, out Core.Events.MarketEvent told, out Wire.EventPlace place, out _)) continue;
            if (events.Count == 0 || place.Sequence > events[^1].Sequence) events.Add((place.Sequence, told.ReceivedNs(events.Count == 0 ? 0 : events[^1].RxNs)));
        }

        return events;
    }

    private JournalFeed Open(JournalStart start, JournalStart end)
    {
        RemoteFeedOptions options = new() { Delivery = Delivery.EveryEvent, Orders = true, OrderCountMax = OrderCountMax, InstrumentCountMax = 64 };
        JournalFeed journal = JournalFeed.Open(_sink.Folder, start, end, options);
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        journal.Add(all!);
        return journal;
    }

    private static List<string> Wrong(JournalFeed journal, (BookImage Book, string Orders)[] images)
    {
        List<string> wrong = [];
        for (int index = 0; index < images.Length; index++)
        {
            if (!journal.TryGetBook(0, index, out SubscribedBook book))
            {
                wrong.Add($"{index} is not there");
                continue;
            }

            BookImage image = default;
            book.Book.CopyTo(ref image);
            if (!Unmanaged.AreSame(image, images[index].Book)) wrong.Add($"book of {index}");
            if (OrderText.Of(book.Orders) != images[index].Orders) wrong.Add($"orders of {index}: {OrderText.Of(book.Orders)} and not {images[index].Orders}");
        }

        return wrong;
    }

    private sealed class Counter : IBookSubscriber
    {
        public int Snapshots { get; private set; }

        public int Others { get; private set; }

        public void OnSnapshot(in SubscribedBook book) => Snapshots++;

        public void OnEvent(in SubscribedBook book, in Core.Events.MarketEvent marketEvent) => Others++;

        public void OnLost(long lostCount) => Others++;
    }
}
