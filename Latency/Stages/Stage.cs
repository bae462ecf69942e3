namespace FeedHandler.Latency.Stages;

/// <summary>A section of an event's way, from the wire to the end of a strategy, whose duration is measured.</summary>
public enum Stage : byte
{
    /// <summary>The receiver's work: from the begin of its poll, or the end of the packet before, to the hand-over of the packet.</summary>
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

    /// <summary>From the hand-over by the receiver to the moment that a consumer has the event, before its own work on it.</summary>
    EndToEnd = 7,
}
