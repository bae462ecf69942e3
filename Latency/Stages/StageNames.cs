namespace FeedHandler.Latency.Stages;

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
