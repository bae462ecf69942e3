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

        return isHidden ? null : Compare(statistics, truth);
    }

    private string? Compare(in StatisticSet statistics, PublishedInstrument truth)
    {
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
        {
            long value = statistics[kind];
            if (value == MarketEvent.NullPrice || !IsClaimed(!statistics.IsInDoubt(kind))) continue;
            StatisticCount++;
            PublishedStatistic? right = truth.Statistic(kind);
            if (value != (right?.PriceNano ?? right?.Size)) return $"{kind} {value}, published {right}";
        }

        return null;
    }

    private bool IsClaimed(bool isClaimed)
    {
        if (!isClaimed) DoubtCount++;
        return isClaimed;
    }
}
