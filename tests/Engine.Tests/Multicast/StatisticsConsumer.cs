using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>A consumer that makes statistics of a channel's events: they are the feed's, doubts included.</summary>
internal sealed class StatisticsConsumer : IFeedSink, IDisposable
{
    private InstrumentTable _right = null!;
    private BookReplica _books = null!;
    private StatisticReplica _statistics = null!;

    public string Name => "statistics";

    public void OnOpen(Feed feed)
    {
        _right = feed.Status.Channels[0].Instruments;
        (_books, _statistics) = (new BookReplica(_right.Books.CountMax), new StatisticReplica(_right.Books.CountMax));
    }

    public void OnEvent(in MarketEvent marketEvent)
    {
        _statistics.Apply(marketEvent, _books.Books);
        _books.Apply(marketEvent);
    }

    public void AssertSame()
    {
        Assert.That(_books.Books.Count, Is.EqualTo(_right.Count));
        for (int index = 0; index < _right.Count; index++)
            Assert.That(TextOf(_statistics[index]), Is.EqualTo(TextOf(_right.Statistics(index))), $"instrument {index}");
    }

    public void Dispose() => _books?.Dispose();

    private static string TextOf(in StatisticSet statistics)
    {
        List<string> told = [];
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++) told.Add($"{kind} {statistics[kind]}{(statistics.IsInDoubt(kind) ? "?" : "")}");
        return string.Join(' ', told);
    }
}
