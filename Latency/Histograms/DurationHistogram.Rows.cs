namespace FeedHandler.Latency.Histograms;

/// <content>Durations counted by rows of somebody else's, such as those of a picture.</content>
public sealed partial class DurationHistogram
{
    /// <summary>Counts durations by rows. A slot is counted in the row of its lower end. Allocates nothing; nobody may record meanwhile.</summary>
    /// <param name="fromNs">
    /// The lower end of each row in nanoseconds, ascending; what is below the first is counted in it, and the last has no upper end.
    /// </param>
    /// <param name="counts">Takes a count for each row.</param>
    /// <exception cref="ArgumentException">There are no rows, or not as many counts.</exception>
    public void CountByRow(ReadOnlySpan<long> fromNs, Span<long> counts)
    {
        if (fromNs.IsEmpty || counts.Length != fromNs.Length) throw new ArgumentException("as many counts as rows, and at least one", nameof(counts));
        counts.Clear();
        int row = 0;
        long left = TotalCount;
        for (int slot = 0; left > 0 && slot < SlotCount; slot++)
        {
            long count = GetCountAtIndex(slot);
            if (count == 0) continue;
            left -= count;
            while (row + 1 < fromNs.Length && LowestOf(slot) >= fromNs[row + 1]) row++;
            counts[row] += count;
        }
    }
}
