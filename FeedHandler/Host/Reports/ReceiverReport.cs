using FeedHandler.Core.Arbitration;
using FeedHandler.Host.Live;

namespace FeedHandler.Host.Reports;

/// <summary>How a live feed was received.</summary>
/// <param name="Kind">The kind of receiver.</param>
/// <param name="Groups">What came by each group.</param>
/// <param name="Margins">By how much one line beat the other, by channel.</param>
internal sealed record ReceiverReport(string Kind, IReadOnlyList<GroupStatus> Groups, IReadOnlyList<LineMargins> Margins);
