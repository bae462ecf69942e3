using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Strategies;

/// <summary>
/// A trading strategy: small, single-threaded, told of one thing at a time. What it reads through a <see cref="BookView"/> is its own
/// copy of the
/// books, as of the very event that it is handling, whatever the feed has received since. Derive from <see cref="Strategy"/> to write
/// only the
/// callbacks that matter.
/// </summary>
public interface IStrategy
{
    /// <summary>A name for threads and reports: letters, digits and dashes.</summary>
    string Name { get; }

    /// <summary>One level of an instrument's book changed, was cleared or came in doubt.</summary>
    /// <param name="book">The book after the change. Within a match event it may be crossed or incomplete.</param>
    /// <param name="change">What changed.</param>
    void OnBook(in BookView book, in MarketEvent change);

    /// <summary>A trade, or a correction of one.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="trade">The trade; the side is the aggressor's.</param>
    void OnTrade(in BookView book, in MarketEvent trade);

    /// <summary>The trading status of an instrument changed.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status in <see cref="MarketEvent.Status"/>, and in <see cref="MarketEvent.Detail"/> as the venue codes it.</param>
    void OnStatus(in BookView book, in MarketEvent status);

    /// <summary>A match event is complete: now books are consistent and it is time to decide.</summary>
    /// <param name="books">All books of the channel.</param>
    /// <param name="last">The event's last event.</param>
    void OnEndOfEvent(in StrategyBooks books, in MarketEvent last);

    /// <summary>Packets were lost, or the channel started again: what was known is in doubt or gone.</summary>
    /// <param name="gap">Which, and how many packets.</param>
    void OnGap(in MarketEvent gap);
}
