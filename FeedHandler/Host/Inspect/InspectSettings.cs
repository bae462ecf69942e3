using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Inspect;

/// <summary>What to show, and how packets are split.</summary>
/// <param name="Framing">How packets are split; null to find out.</param>
/// <param name="Lines">Which destination is which line; null when not known.</param>
/// <param name="Filter">Which messages to show.</param>
/// <param name="CountMax">How many messages to show at most.</param>
internal sealed record InspectSettings(PacketFraming? Framing, LineMap? Lines, InspectFilter Filter, long CountMax)
{
    /// <summary>Whether TCP streams are put in order too, and their messages shown.</summary>
    public bool PutsStreamsInOrder { get; init; }
}
