using System.Diagnostics.CodeAnalysis;

namespace FeedHandler.Latency.Clocks;

/// <summary>
/// The processor's time stamp counter as a clock: the cheapest there is, on machines where it runs at one constant rate on all
/// cores. Nanoseconds follow CLOCK_MONOTONIC from the moment of calibration and drift from it by the error of the calibration
/// (1 ppm is 1 us per second), so use it for durations, not for times that last the day.
/// </summary>
public readonly unsafe struct TscClock : IClock
{
    private readonly delegate* unmanaged[SuppressGCTransition]<long> _readCounter;
    private readonly TickScale _scale;
    private readonly long _originTicks;
    private readonly long _originNs;

    /// <summary>Makes a clock of a counter and its calibration.</summary>
    /// <param name="readCounter">Reads the counter; the form that is not ordered will do.</param>
    /// <param name="calibration">How the counter relates to CLOCK_MONOTONIC.</param>
    /// <exception cref="ArgumentNullException">There is no counter to read.</exception>
    public TscClock(delegate* unmanaged[SuppressGCTransition]<long> readCounter, TscCalibration calibration)
    {
        if (readCounter is null) ThrowNoCounter();
        _readCounter = readCounter;
        _scale = TickScale.FromFrequency(calibration.FrequencyHz);
        _originTicks = calibration.OriginTicks;
        _originNs = calibration.OriginNs;
    }

    /// <inheritdoc/>
    public long Ticks() => _readCounter();

    /// <inheritdoc/>
    public long ToNs(long ticks) => _originNs + _scale.ToNs(ticks - _originTicks);

    /// <inheritdoc/>
    public long DurationNs(long ticks) => _scale.ToNs(ticks);

    /// <inheritdoc/>
    public long NowNs() => ToNs(Ticks());

    [DoesNotReturn]
    internal static void ThrowNoCounter() =>
        throw new ArgumentNullException("readCounter", "this machine has no usable counter: take MonotonicClock");
}
