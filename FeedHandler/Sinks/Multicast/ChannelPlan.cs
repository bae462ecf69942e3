using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Multicast;

/// <summary>A channel that is to be sent.</summary>
/// <param name="Id">Its number at the venue, by which it is named to receivers.</param>
/// <param name="InstrumentCountMax">How many instruments it can have.</param>
/// <param name="Definitions">What the venue says of them; becomes the publisher's to dispose of.</param>
/// <param name="Incremental">The lines of its events; become the publisher's.</param>
/// <param name="Loop">The lines of its snapshots, which may be none; become the publisher's.</param>
public sealed record ChannelPlan(int Id, int InstrumentCountMax, DefinitionReplica Definitions, DatagramLines Incremental, DatagramLines Loop)
{
    /// <summary>How large its books by order may become; null where the feed keeps none.</summary>
    public OrderLimits? Orders { get; init; }
}
