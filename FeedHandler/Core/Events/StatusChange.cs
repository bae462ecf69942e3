namespace FeedHandler.Core.Events;

/// <summary>What a status says beside the status itself; in <see cref="MarketEvent.Action"/> of a <see cref="EventKind.Status"/>.</summary>
[Flags]
public enum StatusChange : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The status stays as it was: <see cref="MarketEvent.Status"/> is not to be read.</summary>
    KeepsStatus = 1,

    /// <summary>A new session: its statistics and the traded volume start again.</summary>
    ResetStatistics = 2,

    /// <summary>Implied matching is off: every implied level is gone.</summary>
    ImpliedOff = 4,

    /// <summary>Implied matching is on.</summary>
    ImpliedOn = 8,
}
