using FeedHandler.Host.Reports;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Host.Replays;

/// <summary>Chooses the closed pipeline that suits the options and the machine. The clock is calibrated once per process.</summary>
internal static class Pipelines
{
    private static readonly Lazy<TscClock> Tsc = new(CalibrateTsc);

    /// <summary>The clock that stamps are taken of.</summary>
    public static string ClockName => TscReader.IsSupported ? "tsc" : "monotonic";

    /// <summary>Makes the pipeline for one replay.</summary>
    /// <param name="options">How to replay.</param>
    /// <param name="lines">Takes every event as a line; null for none.</param>
    public static ReplayPipeline Create(ReplayOptions options, EventLines? lines)
    {
        if (!options.HasStamps) return Create<NoStamps>(options, create: null, lines);
        if (!TscReader.IsSupported) return Create(options, static histograms => new StageStamps<MonotonicClock>(default, histograms), lines);
        TscClock clock = Tsc.Value;
        return Create(options, histograms => new StageStamps<TscClock>(clock, histograms), lines);
    }

    private static ReplayPipeline Create<TStamps>(ReplayOptions options, Func<StageHistograms, TStamps>? create, EventLines? lines)
        where TStamps : struct, IStamps
    {
        StampSource<TStamps> stamps = new(create);
        return options.IsInline ? new CmeInlinePipeline<TStamps>(options, stamps, lines) : new CmeRingPipeline<TStamps>(options, stamps, lines);
    }

    private static unsafe TscClock CalibrateTsc() => new(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));
}
