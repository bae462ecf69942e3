namespace FeedHandler.Replay.Captures;

/// <summary>Turns the ticks of a pcapng interface into nanoseconds since the Unix epoch, exactly, and clamped to what fits.</summary>
internal readonly struct TimestampScale
{
    private const byte BinaryFlag = 0x80;
    private const int NanosecondExponent = 9;
    private const ulong SecondNs = 1_000_000_000;

    private readonly ulong _factor;
    private readonly ulong _divisor;
    private readonly int _shift;
    private readonly ulong _plainTicksMax;
    private readonly bool _isPlain;
    private readonly Int128 _offsetNs;

    /// <summary>A scale.</summary>
    /// <param name="resolution">The option if_tsresol: with its high bit 2^-n seconds, without it 10^-n seconds.</param>
    /// <param name="offsetSeconds">The option if_tsoffset, in seconds.</param>
    internal TimestampScale(byte resolution, long offsetSeconds)
    {
        int exponent = resolution & ~BinaryFlag;
        bool isBinary = (resolution & BinaryFlag) != 0;
        _shift = isBinary ? exponent : 0;
        _factor = isBinary ? SecondNs : PowerOfTen(NanosecondExponent - exponent);
        _divisor = isBinary ? 1 : Math.Max(1, PowerOfTen(exponent - NanosecondExponent));
        if (!isBinary && exponent > NanosecondExponent) _factor = _divisor == 1 ? 0UL : 1UL; // beyond 10^-28 s no tick makes a nanosecond
        _offsetNs = (Int128)offsetSeconds * (long)SecondNs;
        _isPlain = _shift == 0 && _divisor == 1 && _factor != 0 && offsetSeconds == 0;
        _plainTicksMax = _isPlain ? long.MaxValue / _factor : 0;
    }

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    internal long ToNs(ulong ticks) => _isPlain && ticks <= _plainTicksMax ? (long)(ticks * _factor) : ToNsByParts(ticks);

    private long ToNsByParts(ulong ticks)
    {
        UInt128 scaled = ((UInt128)ticks * _factor / _divisor) >> _shift;
        Int128 ns = (Int128)scaled + _offsetNs;
        return (long)Int128.Clamp(ns, long.MinValue, long.MaxValue);
    }

    /// <summary>10^n, or 0 when n is negative or the power does not fit.</summary>
    private static ulong PowerOfTen(int exponent)
    {
        if (exponent is < 0 or > 19) return 0;
        ulong power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
