using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// What is shown of an instrument beside its levels: status, volume, statistics and limits. Each is a claim unless it is in doubt or was never told, and
/// a claim must be what the exchange published last.
/// </summary>
internal sealed class SessionClaims
{
    /// <summary>Statuses, volumes and statistics that were claimed and right.</summary>
    public long StatusCount { get; private set; }

    public long VolumeCount { get; private set; }

    public long StatisticCount { get; private set; }

    /// <summary>What was shown in doubt.</summary>
    public long DoubtCount { get; private set; }

    /// <summary>The first claim that is wrong, or null.</summary>
    /// <param name="isHidden">Whether nobody can tell that numbered entries of the instrument were lost (<see cref="Coincidences"/>).</param>
    public string? Compare(in InstrumentBook book, in StatisticSet statistics, PublishedInstrument truth, bool isHidden)
    {
        if (book.StatusCode != InstrumentBook.UntoldStatusCode && IsClaimed((book.Doubts & BookDoubts.Status) == 0))
        {
            StatusCount++;
            if (book.StatusCode != truth.Status) return $"status {book.StatusCode}, published {truth.Status}";
        }

        if (book.Volume != MarketEvent.NullQuantity && IsClaimed((book.Doubts & BookDoubts.Volume) == 0))
        {
            VolumeCount++;
            if (book.Volume != truth.Volume) return $"volume {book.Volume}, published {truth.Volume}";
        }

        return isHidden ? null : Compare(statistics, truth, book.State != BookState.Unknown);
    }

    private string? Compare(in StatisticSet statistics, PublishedInstrument truth, bool isStated)
    {
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
        {
            long value = statistics[kind];
            PublishedStatistic? right = truth.Statistic(kind);
            if (value == MarketEvent.NullPrice && (!isStated || right is null)) continue; // where an entry came, what there is not is a claim too
            if (!IsClaimed(!statistics.IsInDoubt(kind))) continue;
            StatisticCount++;
            if (value != (right?.PriceNano ?? right?.Size ?? MarketEvent.NullPrice)) return $"{kind} {value}, published {right}";
        }

        return null;
    }

    private bool IsClaimed(bool isClaimed)
    {
        if (!isClaimed) DoubtCount++;
        return isClaimed;
    }
}
