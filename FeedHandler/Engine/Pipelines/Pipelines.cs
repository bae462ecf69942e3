using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Engine;

/// <summary>Chooses the closed pipeline that suits the plan and the machine. The clock is calibrated once per process.</summary>
public static class Pipelines
{
    private const long FlightTicks = 1_000_000_000; // so many that what a tick is shows to the ninth place
    private static readonly Lazy<TscClock> Tsc = new(CalibrateTsc);

    /// <summary>The clock that stamps are taken of.</summary>
    public static string ClockName => TscReader.IsSupported ? "tsc" : "monotonic";

    /// <summary>The counter behind <see cref="ClockName"/> where that is tsc, calibrated once; for whoever stamps packets of his own.</summary>
    public static TscClock Counter => Tsc.Value;

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
        if (!plan.Options.HasStamps) return Create(plan, new StampSource<NoStamps>(create: null));
        return TscReader.IsSupported ? Close(plan, Tsc.Value) : Close(plan, default(MonotonicClock));
    }

    // With a recorder the stamps are of a type of their own, so that without one nothing of it is compiled.
    private static Pipeline Close<TClock>(PipelinePlan plan, TClock clock)
        where TClock : struct, IClock
    {
        if (plan.Options.Flight is not { } flight)
            return Create(plan, new StampSource<StageStamps<TClock>>((histograms, _, _) => new StageStamps<TClock>(clock, histograms)));
        FlightRing ring = new(flight, clock.DurationNs(FlightTicks) / (double)FlightTicks);
        return Create(plan, new StampSource<FlightStamps<TClock>>(
            (histograms, own, flag) => new FlightStamps<TClock>(new StageStamps<TClock>(clock, histograms), own, flag), ring));
    }

    private static Pipeline Create<TStamps>(PipelinePlan plan, StampSource<TStamps> stamps)
        where TStamps : struct, IStamps => plan.Options.IsInline
            ? plan.Options.Venue.Close(new InlineClosing<TStamps>(plan, stamps))
            : plan.Options.Venue.Close(new RingClosing<TStamps>(plan, stamps));

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
