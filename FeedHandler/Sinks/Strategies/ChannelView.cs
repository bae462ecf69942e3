using FeedHandler.Core.Books;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Strategies;

/// <summary>What a strategy keeps of one channel.</summary>
/// <param name="Index">The channel's index.</param>
/// <param name="Books">Its books.</param>
/// <param name="Definitions">What definitions said.</param>
/// <param name="Orders">Its books by order; null where none are kept.</param>
/// <param name="Origins">Whence its levels came; null where that is not kept.</param>
internal sealed record ChannelView(int Index, BookTable Books, DefinitionReplica Definitions, ChannelOrders? Orders, LevelOrigins? Origins)
{
    /// <summary>One instrument of it.</summary>
    /// <param name="index">Its dense index.</param>
    public BookView this[int index] => new(ref Books[index], this);
}
