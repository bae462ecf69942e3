using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Strategies;

/// <summary>An <see cref="IStrategy"/> that does nothing: override what matters.</summary>
public abstract class Strategy : IStrategy
{
    /// <inheritdoc/>
    public virtual string Name => GetType().Name;

    /// <inheritdoc/>
    public virtual void OnBook(in BookView book, in MarketEvent change)
    {
    }

    /// <inheritdoc/>
    public virtual void OnTrade(in BookView book, in MarketEvent trade)
    {
    }

    /// <inheritdoc/>
    public virtual void OnStatus(in BookView book, in MarketEvent status)
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
}
