namespace FeedHandler.Latency.Stages;

/// <summary>The stages in the order of an event's way, and their names in reports and files.</summary>
public static class StageNames
{
    /// <summary>Every stage, in the order of an event's way.</summary>
    public static ReadOnlySpan<Stage> InOrder =>
    [
        Stage.Receive, Stage.Arbitrate, Stage.Decode, Stage.Book, Stage.Publish, Stage.Consume, Stage.Strategy, Stage.EndToEnd,
    ];

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
