using FeedHandler.Latency.Stages;

namespace FeedHandler.Engine;

/// <summary>Gives each thread stamps of its own, and keeps the histograms that they fill.</summary>
internal sealed class StampSource<TStamps>(Func<StageHistograms, TStamps>? create)
    where TStamps : struct, IStamps
{
    private readonly List<StageHistograms> _histograms = [];

    /// <summary>The histograms of all threads; empty without stamps.</summary>
    public IReadOnlyCollection<StageHistograms> Histograms => _histograms;

    /// <summary>Stamps for one thread.</summary>
    /// <param name="consumer">Names the thread in reports.</param>
    public TStamps Create(string consumer)
    {
        if (create is null) return default;
        StageHistograms histograms = new(consumer);
        _histograms.Add(histograms);
        return create(histograms);
    }
}
