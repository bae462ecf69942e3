using FeedHandler.Core.Events;
using FeedHandler.Host.Reports;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Replays;

/// <summary>Chooses the closed pipeline that suits the options and the machine. The clock is calibrated once per process.</summary>
internal static class Pipelines
{
    private static readonly Lazy<TscClock> Tsc = new(CalibrateTsc);

    /// <summary>The clock that stamps are taken of.</summary>
    public static string ClockName => TscReader.IsSupported ? "tsc" : "monotonic";

    /// <summary>Makes the pipeline for one replay.</summary>
    /// <param name="options">How to replay.</param>
    /// <param name="source">What the groups are.</param>
    /// <param name="lines">Takes every event as a line; null for none.</param>
    public static ReplayPipeline Create(ReplayOptions options, FeedSource source, EventLines? lines)
    {
        if (!options.HasStamps) return Create<NoStamps>(options, source, create: null, lines);
        if (!TscReader.IsSupported) return Create(options, source, static histograms => new StageStamps<MonotonicClock>(default, histograms), lines);
        TscClock clock = Tsc.Value;
        return Create(options, source, histograms => new StageStamps<TscClock>(clock, histograms), lines);
    }

    private static ReplayPipeline Create<TStamps>(ReplayOptions options, FeedSource source, Func<StageHistograms, TStamps>? create, EventLines? lines)
        where TStamps : struct, IStamps
    {
        StampSource<TStamps> stamps = new(create);
        return (options.Venue, options.IsInline) switch
        {
            (VenueNames.Cme, true) =>
                new InlinePipeline<CmeMdp3, CmeDecoder<BatchSink<InlineConsumer<TStamps>>, TStamps>, TStamps>(options, source, stamps, lines),
            (VenueNames.Cme, false) => new RingPipeline<CmeMdp3, CmeDecoder<RingSink, TStamps>, TStamps>(options, source, stamps, lines),
            _ => throw new NotSupportedException($"nothing is closed over the venue {options.Venue}"),
        };
    }

    private static unsafe TscClock CalibrateTsc() => new(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));
}
