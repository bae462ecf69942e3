using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Engine;

/// <summary>Chooses the closed pipeline that suits the plan and the machine. The clock is calibrated once per process.</summary>
public static class Pipelines
{
    private static readonly Lazy<TscClock> Tsc = new(CalibrateTsc);

    /// <summary>The clock that stamps are taken of.</summary>
    public static string ClockName => TscReader.IsSupported ? "tsc" : "monotonic";

    /// <summary>Makes a pipeline and takes all its memory.</summary>
    /// <param name="plan">What it is made of.</param>
    /// <exception cref="FeedException">The machine has not so much memory.</exception>
    public static Pipeline Create(PipelinePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfZero(plan.Strategies.Count);
        try
        {
            return Close(plan);
        }
        catch (OutOfMemoryException)
        {
            throw new FeedException(string.Create(
                CultureInfo.InvariantCulture,
                $"this machine has not so much memory: room for {plan.Options.OrdersMax} orders and {plan.Options.InstrumentsMax} instruments of a channel, "
                + $"in the feed and in each strategy, and for a ring of {plan.Options.RingSize} events; give less"));
        }
    }

    private static Pipeline Close(PipelinePlan plan)
    {
        if (!plan.Options.HasStamps) return Create<NoStamps>(plan, create: null);
        if (!TscReader.IsSupported) return Create(plan, static histograms => new StageStamps<MonotonicClock>(default, histograms));
        TscClock clock = Tsc.Value;
        return Create(plan, histograms => new StageStamps<TscClock>(clock, histograms));
    }

    private static Pipeline Create<TStamps>(PipelinePlan plan, Func<StageHistograms, TStamps>? create)
        where TStamps : struct, IStamps
    {
        StampSource<TStamps> stamps = new(create);
        return plan.Options.IsInline
            ? plan.Options.Venue.Close(new InlineClosing<TStamps>(plan, stamps))
            : plan.Options.Venue.Close(new RingClosing<TStamps>(plan, stamps));
    }

    private static unsafe TscClock CalibrateTsc() => new(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));

    private sealed class InlineClosing<TStamps>(PipelinePlan plan, StampSource<TStamps> stamps) : IPipelineClosing<BatchSink<InlineConsumer>, TStamps>
        where TStamps : struct, IStamps
    {
        public Pipeline Over<TVenue, TDecoder>()
            where TVenue : struct, IVenue
            where TDecoder : struct, IMessageDecoder<TDecoder, BatchSink<InlineConsumer>, TStamps> =>
            InlinePipeline<TVenue, TDecoder, TStamps>.Create(plan, stamps);
    }

    private sealed class RingClosing<TStamps>(PipelinePlan plan, StampSource<TStamps> stamps) : IPipelineClosing<RingSink, TStamps>
        where TStamps : struct, IStamps
    {
        public Pipeline Over<TVenue, TDecoder>()
            where TVenue : struct, IVenue
            where TDecoder : struct, IMessageDecoder<TDecoder, RingSink, TStamps> => RingPipeline<TVenue, TDecoder, TStamps>.Create(plan, stamps);
    }
}
