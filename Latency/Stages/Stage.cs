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

/// <summary>The stages in the order of an event's way, and their names in reports and files.</summary>
public static class StageNames
{
    /// <summary>Every stage, in the order of an event's way.</summary>
    public static ReadOnlySpan<Stage> InOrder =>
    [
        Stage.Receive, Stage.Arbitrate, Stage.Decode, Stage.Book, Stage.Publish, Stage.Consume, Stage.Strategy, Stage.EndToEnd,
    ];

    /// <summary>The stage of a name.</summary>
    /// <param name="name">A name as <see cref="NameOf"/> gives it.</param>
    /// <exception cref="ArgumentException">There is no stage of that name.</exception>
    public static Stage Parse(string name)
    {
        foreach (Stage stage in InOrder)
        {
            if (NameOf(stage) == name) return stage;
        }

        throw new ArgumentException(
            $"There is no stage \"{name}\": give receive, arbitrate, decode, book, publish, consume, strategy or endToEnd.", nameof(name));
    }

    /// <summary>The stage's name as a JSON property and a part of file names: camel case.</summary>
    /// <param name="stage">One of the named stages.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of them.</exception>
    public static string NameOf(Stage stage) => stage switch
    {
        Stage.Receive => "receive",
        Stage.Arbitrate => "arbitrate",
        Stage.Decode => "decode",
        Stage.Book => "book",
        Stage.Publish => "publish",
        Stage.Consume => "consume",
        Stage.Strategy => "strategy",
        Stage.EndToEnd => "endToEnd",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no such stage"),
    };
}
