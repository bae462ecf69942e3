namespace FeedHandler.Latency.Stages;

/// <summary>A section of an event's way, from the wire to the end of a strategy, whose duration is measured.</summary>
public enum Stage : byte
{
    /// <summary>From the packet's arrival, as the kernel or the network card stamped it, to its hand-over by the receiver.</summary>
    Receive = 0,

    /// <summary>Choosing between the lines, ordering, and finding gaps.</summary>
    Arbitrate = 1,

    /// <summary>From the packet's bytes to message views.</summary>
    Decode = 2,

    /// <summary>Applying messages to the books.</summary>
    Book = 3,

    /// <summary>Claiming ring slots, filling and publishing them.</summary>
    Publish = 4,

    /// <summary>From publication to the moment a consumer sees the event.</summary>
    Consume = 5,

    /// <summary>The strategy's own work on the event.</summary>
    Strategy = 6,

    /// <summary>From hand-over by the receiver to the end of the strategy's work.</summary>
    EndToEnd = 7,
}
