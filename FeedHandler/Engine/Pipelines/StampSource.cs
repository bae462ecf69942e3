using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Engine;

/// <summary>Gives each thread stamps of its own, and keeps the histograms that they fill.</summary>
/// <param name="create">Makes stamps that fill histograms; null where there are none.</param>
/// <param name="flight">The recorder of the feed thread's last packets; null for none.</param>
internal sealed class StampSource<TStamps>(Func<StageHistograms, FlightRing?, FlightFlag?, TStamps>? create, FlightRing? flight = null)
    where TStamps : struct, IStamps
{
    private readonly List<StageHistograms> _histograms = [];
    private readonly List<FlightFlag> _flags = [];

    /// <summary>The histograms of all threads; empty without stamps.</summary>
    public IReadOnlyCollection<StageHistograms> Histograms => _histograms;

    /// <summary>The recorder of the feed thread's last packets; null for none.</summary>
    public FlightRing? Flight => flight;

    /// <summary>By which strategies' threads tell of events that came late.</summary>
    public IReadOnlyList<FlightFlag> Flags => _flags;

    /// <summary>Stamps for the feed thread.</summary>
    public TStamps CreateFeed() => Create("feed", flight, flag: null);

    /// <summary>Stamps for a strategy.</summary>
    /// <param name="consumer">Names it in reports.</param>
    /// <param name="isInline">Whether it runs on the feed thread, whose recorder sees what it takes.</param>
    public TStamps Create(string consumer, bool isInline)
    {
        FlightFlag? flag = isInline || flight is not { Options.WatchesEvents: true } ? null : new FlightFlag(flight.Options.BudgetNs);
        if (flag is not null) _flags.Add(flag);
        return Create(consumer, ring: null, flag);
    }

    private TStamps Create(string consumer, FlightRing? ring, FlightFlag? flag)
    {
        if (create is null) return default;
        StageHistograms histograms = new(consumer);
        _histograms.Add(histograms);
        return create(histograms, ring, flag);
    }
}
