using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Client.Tests.Support;

/// <summary>What a subscriber was told, in order, and the books as it was told them last.</summary>
internal sealed class SeenBooks : IBookSubscriber
{
    private readonly Dictionary<int, BookImage> _images = [];
    private readonly Dictionary<int, StatisticSet> _statistics = [];

    /// <summary>Instruments that were told, by index.</summary>
    public IReadOnlyDictionary<int, BookImage> Images => _images;

    /// <summary>Their statistics.</summary>
    public IReadOnlyDictionary<int, StatisticSet> Statistics => _statistics;

    /// <summary>"snapshot", "event", "change", "definition", "channel", "lost" or "restart", with the symbol or what belongs to it.</summary>
    public List<string> Told { get; } = [];

    public Dictionary<string, long> Sequences { get; } = [];

    public long LostCount { get; private set; }

    /// <summary>What the book that was told last says of how many events it took.</summary>
    public long EventCount { get; private set; }

    public List<string> Broken { get; } = [];

    public int CountOf(string what) => Told.Count(line => line.StartsWith(what, StringComparison.Ordinal));

    public void OnSnapshot(in SubscribedBook book) => Take("snapshot", book, isContinuation: false);

    public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => Take("event", book, isContinuation: true);

    public void OnChange(in SubscribedBook book) => Take("change", book, isContinuation: true);

    public void OnDefinition(in SubscribedBook book) => Told.Add($"definition {book.Instrument.Symbol}");

    public void OnChannel(int channelId, in MarketEvent marketEvent, long sequence) => Told.Add($"channel {channelId} {marketEvent.Kind}");

    public void OnLost(long lostCount)
    {
        LostCount += lostCount;
        Told.Add($"lost {lostCount}");
        Sequences.Clear();
    }

    public void OnRestart()
    {
        Told.Add("restart");
        _images.Clear();
        Sequences.Clear();
    }

    private void Take(string what, in SubscribedBook book, bool isContinuation)
    {
        Told.Add($"{what} {book.Instrument.Symbol}");
        bool isKnown = Sequences.TryGetValue(book.Instrument.Symbol, out long before);
        if (isContinuation && (!isKnown || book.Sequence <= before)) Broken.Add($"{what} {book.Instrument.Symbol}: {book.Sequence} behind {before}");
        Sequences[book.Instrument.Symbol] = book.Sequence;
        EventCount = book.EventCount;
        BookImage image = default;
        book.Book.CopyTo(ref image);
        _images[book.Instrument.InstrumentIndex] = image;
        _statistics[book.Instrument.InstrumentIndex] = book.Statistics;
    }
}
