using FeedHandler.Gateway.Journals;

namespace FeedHandler.Distribution;

/// <summary>To which broker a feed is published, and how (docs/nats.md).</summary>
/// <param name="Open">Makes the broker; called again behind a failure. What it throws is a <see cref="BrokerException"/>.</param>
public sealed record PublishOptions(Func<IBroker> Open)
{
    /// <summary>The folder of the journal that bridges the broker's absence, and how much it may hold.</summary>
    public required JournalOptions Journal { get; init; }

    /// <summary>Messages that may be under way at once.</summary>
    public int InFlightMax { get; init; } = InFlightDefault;

    /// <summary>How often the states of instruments that changed are replaced, in milliseconds.</summary>
    public int StateMs { get; init; } = StateMsDefault;

    /// <summary>How long an answer of the broker may take, in milliseconds; behind that everything since the last one kept is sent again.</summary>
    public int AnswerMs { get; init; } = AnswerMsDefault;

    /// <summary>
    /// Whether another publisher may say the same into the same streams: a message is then one packet of the exchange, so that both make the same ones, and
    /// this one stands aside while the other is there and does not say the same.
    /// </summary>
    public bool IsPair { get; init; }

    /// <summary>How long the other one of a pair must be silent before this one goes on in its place, in milliseconds.</summary>
    public int TakeOverMs { get; init; } = TakeOverMsDefault;

    /// <summary>How long is waited at the feed's end for the broker to take the rest, in milliseconds. What is left stays in the journal.</summary>
    public int DrainMs { get; init; } = DrainMsDefault;

    /// <summary>Who asked, for errors.</summary>
    public string Origin { get; init; } = "publish";

    /// <summary>Messages under way where nobody says.</summary>
    public const int InFlightDefault = 256;

    /// <summary>Time between states where nobody says.</summary>
    public const int StateMsDefault = 1000;

    /// <summary>Time for an answer where nobody says.</summary>
    public const int AnswerMsDefault = 5000;

    /// <summary>Silence of the other one where nobody says.</summary>
    public const int TakeOverMsDefault = 5000;

    /// <summary>Time at the end where nobody says.</summary>
    public const int DrainMsDefault = 10_000;
}
