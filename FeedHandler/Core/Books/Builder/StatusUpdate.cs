using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books.Builder;

/// <summary>A trading status as a decoder read it.</summary>
/// <param name="Status">The status; not to be read where <paramref name="Change"/> keeps the one before.</param>
/// <param name="Change">What else it says.</param>
/// <param name="StatusCode">The venue's code of the status.</param>
/// <param name="ReasonCode">The venue's code of the reason.</param>
/// <param name="EventCode">The venue's code of what else it says.</param>
public readonly record struct StatusUpdate(TradingStatus Status, StatusChange Change, byte StatusCode, byte ReasonCode, byte EventCode);
