using FeedHandler.Core.Arbitration;

namespace FeedHandler.Engine;

/// <summary>How a live feed was received.</summary>
/// <param name="Kind">The kind of receiver.</param>
/// <param name="Groups">What came by each group.</param>
/// <param name="Margins">By how much one line beat the other, by channel.</param>
public sealed record ReceiverReport(string Kind, IReadOnlyList<GroupStatus> Groups, IReadOnlyList<LineMargins> Margins);
