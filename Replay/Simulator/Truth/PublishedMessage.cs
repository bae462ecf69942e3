namespace FeedHandler.Replay.Simulator;

/// <summary>A message as it was meant.</summary>
/// <param name="TemplateId">The template.</param>
/// <param name="TransactTimeNs">When the matching engine made it (FIX tag 60), 0 for heartbeats.</param>
/// <param name="MatchEventIndicator">FIX tag 5799.</param>
/// <param name="OrderEntryCount">How many entries of orders it has, in a group of their own or alone.</param>
/// <param name="Facts">What it says, entry by entry.</param>
public sealed record PublishedMessage(
    ushort TemplateId, long TransactTimeNs, byte MatchEventIndicator, int OrderEntryCount, IReadOnlyList<ExchangeFact> Facts)
{
    private const byte EndOfEventBit = 0x80;
    private const byte RecoveryBit = 0x20;

    /// <summary>Whether a match event ends with it.</summary>
    public bool IsEndOfEvent => (MatchEventIndicator & EndOfEventBit) != 0;

    /// <summary>Whether the venue sends it again after a fault of its own.</summary>
    public bool IsRecovery => (MatchEventIndicator & RecoveryBit) != 0;
}
