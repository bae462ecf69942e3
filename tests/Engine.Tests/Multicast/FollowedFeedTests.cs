using System.Text.Json;
using FeedHandler.Core.Books;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>A feed that takes what another sends as its venue has the same events and the same books.</summary>
public sealed class FollowedFeedTests
{
    private const int OrdersMax = 4096;

    private static IEnumerable<TestCaseData> Captures() =>
        from file in Directory.GetFiles(Repository.PathOf("captures"), "*.json")
        from capture in JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("captures").EnumerateArray()
        from ordersMax in (int[])[0, OrdersMax]
        select new TestCaseData(capture.GetProperty("file").GetString(), capture.GetProperty("lines").GetString(), ordersMax);

    [TestCaseSource(nameof(Captures))]
    public void DigestsAreEqual(string file, string lines, int ordersMax)
    {
        using PublishedFeed published = PublishedFeed.Of(Repository.PathOf($"captures/{file}"), lines, ordersMax: ordersMax);
        FeedReport followed = PublishedFeed.Follow(published.Sent, ordersMax);

        Assert.That((followed.Digest, followed.EventCount), Is.EqualTo((published.Report.Digest, published.Report.EventCount)));
        AssertSameBooks(published.Report, followed);
        Assert.That(followed.Packets.Lost, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(OrdersMax)]
    public void WithLossOnBothLinesAllBooksHealByTheLoop(int ordersMax)
    {
        using PublishedFeed published = PublishedFeed.Of(Capture, ordersMax: ordersMax);
        published.Idle(200);
        long lastEventNs = published.Sent.Where(static sent => !sent.IsLoop).Max(static sent => sent.TimeNs);
        FeedReport followed = PublishedFeed.Follow(published.Sent.Where((sent, place) => sent.IsLoop ? place % 11 != 3 : sent.TimeNs == lastEventNs || NumberOf(sent) % 50 != 7), ordersMax);

        Assert.That(followed.Packets.Lost, Is.GreaterThan(5));
        AssertSameBooks(published.Report, followed);
    }

    [Test]
    public void WhoJoinsLateHasEveryBookFromTheLoop()
    {
        using PublishedFeed published = PublishedFeed.Of(Capture, ordersMax: OrdersMax);
        published.Idle(100);
        long middle = published.Sent.Where(static sent => !sent.IsLoop).Select(NumberOf).Max() / 2;
        FeedReport followed = PublishedFeed.Follow(published.Sent.SkipWhile(sent => sent.IsLoop || NumberOf(sent) < middle), OrdersMax);

        AssertSameBooks(published.Report, followed);
        Assert.That(followed.Instruments.Select(NameOf), Is.EquivalentTo(published.Report.Instruments.Select(NameOf)));
    }

    [Test]
    public void APublisherThatStartsAgainIsFollowedFromItsFirstPacket()
    {
        using PublishedFeed first = PublishedFeed.Of(Capture);
        long endNs = first.Sent[^1].TimeNs;
        using PublishedFeed second = PublishedFeed.Of(Capture, startNs: endNs + 1_000_000_000);
        FeedReport followed = PublishedFeed.Follow([.. first.Sent, .. second.Sent]);

        Assert.That(followed.Packets.Restarts, Is.EqualTo(1));
        Assert.That(followed.EventCount, Is.EqualTo((2 * second.Report.EventCount) + 1), "those of both, and the reset between them");
        AssertSameBooks(second.Report, followed);
    }

    [Test]
    public void AHeartbeatRevealsThatTheLastPacketsWereLost()
    {
        using PublishedFeed published = PublishedFeed.Of(Capture);
        published.Idle(300);
        long last = published.Sent.Where(static sent => !sent.IsLoop).Select(NumberOf).Max() - 1; // a heartbeat has the next one's
        FeedReport followed = PublishedFeed.Follow(published.Sent.Where(sent => sent.IsLoop || IsHeartbeat(sent) || NumberOf(sent) < last - 3));

        Assert.That(followed.Packets.Lost, Is.EqualTo(4));
        AssertSameBooks(published.Report, followed);
    }

    [Test]
    public void DamagedDatagramsAreCountedAndCostNothingWhileTheOtherLineIsThere()
    {
        using PublishedFeed published = PublishedFeed.Of(Capture);
        FeedReport followed = PublishedFeed.Follow(published.Sent.Select(static sent => sent.Line == 0 && NumberOf(sent) % 10 == 3
            ? sent with { Bytes = sent.Bytes[..^5] } : sent));

        Assert.That(followed.Channels[0].Groups[0].Ledger!.Damaged, Is.GreaterThan(10));
        Assert.That(followed.Digest, Is.EqualTo(published.Report.Digest));
    }

    private static string NameOf(InstrumentReport instrument) => instrument.Symbol;

    private static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    private static long NumberOf(SentDatagram sent) => DatagramHeader.TryRead(sent.Bytes, out DatagramHeader header, out _) ? header.Packet : 0;

    private static bool IsHeartbeat(SentDatagram sent) => sent.Bytes.Length == DatagramHeader.Bytes;

    private static void AssertSameBooks(FeedReport upstream, FeedReport followed)
    {
        Dictionary<long, InstrumentReport> books = followed.Instruments.ToDictionary(static instrument => instrument.SecurityId);
        Assert.That(books.Keys, Is.EquivalentTo(upstream.Instruments.Select(static instrument => instrument.SecurityId)));
        foreach (InstrumentReport right in upstream.Instruments)
        {
            InstrumentReport book = books[right.SecurityId];
            Assert.That(TextOf(book), Is.EqualTo(TextOf(right)), $"{right.Title}: {string.Join(' ', followed.Channels[0].Recovery)}");
            if (right.State == BookState.Whole) Assert.That(book.Doubts, Is.EqualTo(BookDoubts.None), right.Title);
        }
    }

    private static string TextOf(InstrumentReport book) => string.Join(
        ' ', book.State, book.Status, book.RptSeq, book.LastPriceNano, book.LastQuantity, book.Volume, string.Join(',', book.Bids), string.Join(',', book.Asks),
        string.Join(',', book.ImpliedBids), string.Join(',', book.ImpliedAsks), book.Orders?.State);
}
