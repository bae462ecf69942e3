using System.Diagnostics.CodeAnalysis;

namespace FeedHandler.Latency.Clocks;

/// <summary>
/// Nanoseconds per tick as a 32.32 fixed-point number: one 128-bit multiplication and a shift per conversion, no division and no
/// floating point. Its own rounding is below one part in a billion up to 8 GHz.
/// </summary>
public readonly struct TickScale
{
    private const int FractionBits = 32;

    private readonly long _nsPerTick;

    private TickScale(long nsPerTick) => _nsPerTick = nsPerTick;

    /// <summary>The scale of a counter that runs at a given rate.</summary>
    /// <param name="frequencyHz">Ticks per second, from 1 Hz to 1 THz.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside that range, or not a number.</exception>
    public static TickScale FromFrequency(double frequencyHz)
    {
        if (!(frequencyHz is >= 1 and <= 1e12)) ThrowFrequency(frequencyHz);
        return new((long)Math.Round(1e9 / frequencyHz * (1L << FractionBits)));
    }

    /// <summary>Converts a count of ticks, of either sign, to nanoseconds, rounded down.</summary>
    /// <param name="ticks">The count. The result must fit 64 bits: 292 years.</param>
    public long ToNs(long ticks)
    {
        long high = Math.BigMul(ticks, _nsPerTick, out long low);
        return (high << FractionBits) | (long)((ulong)low >> FractionBits);
    }

    [DoesNotReturn]
    private static void ThrowFrequency(double frequencyHz) => throw new ArgumentOutOfRangeException(
        nameof(frequencyHz), frequencyHz, "a counter's rate must be between 1 Hz and 1 THz: calibrate it again");
}
