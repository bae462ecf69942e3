using System.Globalization;
using FeedHandler.Core.Books;

namespace FeedHandler.Engine;

/// <summary>Why books are in doubt at the end.</summary>
internal static class SuspectBooks
{
    /// <summary>A sentence for each reason that there is.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Warnings(FeedReport report) => report.Instruments
        .Where(static instrument => instrument.State == BookState.Suspect && !instrument.IsDisordered)
        .GroupBy(instrument => Reason(report.Channels[instrument.Channel].Packets), StringComparer.Ordinal)
        .Select(same => Text($"{same.Key}: {same.Count()} of {report.Instruments.Count} books may have missed updates"));

    // A packet that contradicts the sequence and is alone until the end loses nothing by itself: it leaves open whether something was lost.
    private static string Reason(PacketReport packets)
    {
        List<string> reasons = [];
        if (packets.Lost > 0) reasons.Add("packets were lost");
        if (packets.Cut > 0) reasons.Add("packets were cut out of the capture on purpose");
        if (packets.Unconfirmed == 1) reasons.Add("1 packet far ahead, or as of a restart, was never confirmed");
        if (packets.Unconfirmed > 1) reasons.Add(Text($"{packets.Unconfirmed} packets far ahead, or as of a restart, were never confirmed"));
        if (packets.Doubts > 0) reasons.Add("this machine dropped packets");
        return reasons.Count > 0 ? string.Join(", and ", reasons) : "their updates do not go on from those before";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
