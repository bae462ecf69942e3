using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Strategies;

/// <summary>What a feed is, told to a strategy before the first event.</summary>
/// <param name="ChannelIds">The channels' numbers at the venue by their index in this process; 0 where nobody named one.</param>
/// <param name="InstrumentCountMax">How many instruments a channel can have: dense indexes are below it.</param>
public readonly record struct FeedShape(IReadOnlyList<int> ChannelIds, int InstrumentCountMax)
{
    /// <summary>How many channels there are; an event's channel is below it.</summary>
    public int ChannelCount => ChannelIds.Count;
}

/// <summary>
/// A trading strategy: small, single-threaded, told of one thing at a time. What it reads through a <see cref="BookView"/> is its own copy of books and
/// definitions, as of the very event that it is handling, whatever the feed has received since. Derive from <see cref="Strategy"/> to write only the
/// callbacks that matter; implement this as a struct to be called without any indirection.
/// </summary>
public interface IStrategy
{
    /// <summary>A name for threads and reports: letters, digits and dashes.</summary>
    string Name { get; }

    /// <summary>When it is told of changes of books; read once, before the first event. All other calls are the same.</summary>
    Updates Updates { get; }

    /// <summary>Called once before the first event, on the thread that starts the feed: the time to take memory.</summary>
    /// <param name="shape">How many channels and instruments there can be.</param>
    void OnStart(in FeedShape shape);

    /// <summary>One level of an instrument's book changed, was cleared or came in doubt; with <see cref="Updates.EndOfEvent"/> any number of them.</summary>
    /// <param name="book">The book after the change. Within a match event it may be crossed or incomplete.</param>
    /// <param name="change">What changed; with <see cref="Updates.EndOfEvent"/> the last event of the match event.</param>
    void OnBook(in BookView book, in MarketEvent change);

    /// <summary>The best bid or ask is another than when this was called last, in price or quantity: with <see cref="Updates.TopOfBook"/>.</summary>
    /// <param name="book">The book at the end of the match event.</param>
    /// <param name="top">Its best bid and ask.</param>
    void OnTopOfBook(in BookView book, in TopOfBook top);

    /// <summary>A trade, or a correction of one.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="trade">The trade; the side is the aggressor's.</param>
    void OnTrade(in BookView book, in MarketEvent trade);

    /// <summary>One order's part of a trade.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="order">The order in <see cref="MarketEvent.OrderId"/>; the price is the trade's.</param>
    void OnTradeOrder(in BookView book, in MarketEvent order);

    /// <summary>An order came, changed or went, or all of an instrument are gone, in doubt, or known again; only where books by order are kept.</summary>
    /// <param name="book">The instrument's book: <see cref="BookView.Orders"/> after the change.</param>
    /// <param name="order">Which: <see cref="EventKind.Order"/> and the three kinds that follow it.</param>
    void OnOrder(in BookView book, in MarketEvent order);

    /// <summary>The traded volume of the trade date changed.</summary>
    /// <param name="book">The instrument's book, which has it too.</param>
    /// <param name="volume">The volume so far in <see cref="MarketEvent.Quantity"/>.</param>
    void OnVolume(in BookView book, in MarketEvent volume);

    /// <summary>A statistic of the session or the day: opening, settlement, high, low, limits, open interest.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="statistic">Which one in <see cref="MarketEvent.Statistic"/>.</param>
    void OnStatistic(in BookView book, in MarketEvent statistic);

    /// <summary>The trading status of an instrument changed.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status in <see cref="MarketEvent.Status"/>, and in <see cref="MarketEvent.Detail"/> as the venue codes it.</param>
    void OnStatus(in BookView book, in MarketEvent status);

    /// <summary>An instrument was met, defined, defined anew or withdrawn. Its definition stays as it is until the next such call.</summary>
    /// <param name="book">The instrument's book and definition.</param>
    /// <param name="definition">See <see cref="EventKind.Definition"/>.</param>
    void OnDefinition(in BookView book, in MarketEvent definition);

    /// <summary>A match event is complete: now books are consistent and it is time to decide.</summary>
    /// <param name="books">All books of the channel.</param>
    /// <param name="last">The event's last event.</param>
    void OnEndOfEvent(in StrategyBooks books, in MarketEvent last);

    /// <summary>Packets were lost, or the channel started again, or the doubt of that began or ended: what was known is in doubt or gone.</summary>
    /// <param name="gap">Which, and how many packets.</param>
    void OnGap(in MarketEvent gap);

    /// <summary>Called once after the last event: what the strategy has to say in the feed's report.</summary>
    /// <param name="results">Takes names and values.</param>
    void Report(StrategyResults results);
}

/// <summary>An <see cref="IStrategy"/> that does nothing: override what matters.</summary>
public abstract class Strategy : IStrategy
{
    /// <inheritdoc/>
    public virtual string Name => GetType().Name;

    /// <inheritdoc/>
    public virtual Updates Updates => Updates.Every;

    /// <inheritdoc/>
    public virtual void OnStart(in FeedShape shape)
    {
    }

    /// <inheritdoc/>
    public virtual void OnBook(in BookView book, in MarketEvent change)
    {
    }

    /// <inheritdoc/>
    public virtual void OnTopOfBook(in BookView book, in TopOfBook top)
    {
    }

    /// <inheritdoc/>
    public virtual void OnTrade(in BookView book, in MarketEvent trade)
    {
    }

    /// <inheritdoc/>
    public virtual void OnTradeOrder(in BookView book, in MarketEvent order)
    {
    }

    /// <inheritdoc/>
    public virtual void OnOrder(in BookView book, in MarketEvent order)
    {
    }

    /// <inheritdoc/>
    public virtual void OnVolume(in BookView book, in MarketEvent volume)
    {
    }

    /// <inheritdoc/>
    public virtual void OnStatistic(in BookView book, in MarketEvent statistic)
    {
    }

    /// <inheritdoc/>
    public virtual void OnStatus(in BookView book, in MarketEvent status)
    {
    }

    /// <inheritdoc/>
    public virtual void OnDefinition(in BookView book, in MarketEvent definition)
    {
    }

    /// <inheritdoc/>
    public virtual void OnEndOfEvent(in StrategyBooks books, in MarketEvent last)
    {
    }

    /// <inheritdoc/>
    public virtual void OnGap(in MarketEvent gap)
    {
    }

    /// <inheritdoc/>
    public virtual void Report(StrategyResults results)
    {
    }
}
