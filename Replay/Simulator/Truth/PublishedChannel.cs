namespace FeedHandler.Replay.Simulator;

/// <summary>A channel as everything published so far makes it.</summary>
public sealed class PublishedChannel
{
    private readonly IReadOnlyList<SimulatedInstrument> _instruments;

    internal PublishedChannel(IReadOnlyList<SimulatedInstrument> instruments) => _instruments = instruments;

    /// <summary>Messages.</summary>
    public long MessageCount { get; private set; }

    /// <summary>Messages that said only that the line lives (template 12).</summary>
    public long HeartbeatCount { get; private set; }

    /// <summary>Match events that ended.</summary>
    public long EventEndCount { get; private set; }

    /// <summary>Resets of the channel (template 4).</summary>
    public long ResetCount { get; private set; }

    /// <summary>Entries of orders, in groups of their own and alone.</summary>
    public long OrderEntryCount { get; private set; }

    /// <summary>Statuses (template 30).</summary>
    public long StatusCount { get; private set; }

    internal void Apply(PublishedMessage message)
    {
        MessageCount++;
        OrderEntryCount += message.OrderEntryCount;
        if (message.TemplateId == AdminEncoder.HeartbeatTemplateId) HeartbeatCount++;
        if (message.IsEndOfEvent) EventEndCount++;
        foreach (ExchangeFact fact in message.Facts) Apply(fact);
    }

    private void Apply(ExchangeFact fact)
    {
        switch (fact)
        {
            case ChannelResetFact:
                ResetCount++;
                foreach (SimulatedInstrument instrument in _instruments) instrument.Truth.Reset();
                break;
            case StatusFact status:
                StatusCount++;
                foreach (SimulatedInstrument instrument in _instruments)
                {
                    bool isKnown = instrument.Truth is { Definition: not null, IsDeleted: false };
                    if (isKnown && status.Concerns(instrument)) instrument.Truth.Apply(status);
                }

                break;
            default:
                fact.Instrument!.Truth.Apply(fact);
                break;
        }
    }
}

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
