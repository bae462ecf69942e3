namespace FeedHandler.Latency.Clocks;

/// <summary>
/// A steady clock, used as a struct type argument so that reading it is direct. Stamps are kept as raw ticks and converted where
/// the time is spared: on the far side of the measured section.
/// </summary>
/// <remarks>
/// It never goes back and its origin is arbitrary, so differences mean something and dates do not. Readings of different clocks
/// must not be mixed unless both say that they follow CLOCK_MONOTONIC.
/// </remarks>
public interface IClock
{
    /// <summary>The time now, in the clock's own units.</summary>
    long Ticks();

    /// <summary>Converts a reading of <see cref="Ticks"/> to nanoseconds since the clock's origin.</summary>
    /// <param name="ticks">A reading.</param>
    long ToNs(long ticks);

    /// <summary>Converts the difference of two readings to nanoseconds; negative when the second is the earlier one.</summary>
    /// <param name="ticks">The later reading less the earlier one.</param>
    long DurationNs(long ticks);

    /// <summary>The time now, in nanoseconds since the clock's origin.</summary>
    long NowNs();
}
