using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <summary>An exact decimal number as SBE sends it: mantissa × 10^exponent (SBE 1.0, section 2.6).</summary>
/// <param name="mantissa">the digits</param>
/// <param name="exponent">the power of ten, −128 to 127</param>
/// <remarks>Equality is of the number's parts: 10 × 10^−1 and 1 × 10^0 are different values of this type.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly partial struct SbeDecimal(long mantissa, int exponent) : IEquatable<SbeDecimal>
{
    private const int NanoExponent = -9;

    /// <summary>The digits of the number.</summary>
    public long Mantissa => mantissa;

    /// <summary>The power of ten, −128 to 127.</summary>
    public int Exponent => exponent;

    /// <summary>Converts to a whole number of 1e-9 units, the scale of the books.</summary>
    /// <param name="nanos">the number in 1e-9 units; 0 when the result is false</param>
    /// <returns>false when the number has digits below 1e-9 or does not fit 64 bits</returns>
    public bool TryToNanos(out long nanos)
    {
        if (exponent == NanoExponent || mantissa == 0)
        {
            nanos = mantissa;
            return true;
        }

        return exponent > NanoExponent
            ? TryMultiply(mantissa, exponent - NanoExponent, out nanos)
            : TryDivide(mantissa, NanoExponent - exponent, out nanos);
    }

    /// <inheritdoc/>
    public bool Equals(SbeDecimal other) => mantissa == other.Mantissa && exponent == other.Exponent;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SbeDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(mantissa, exponent);

    /// <summary>Compares mantissa and exponent.</summary>
    /// <param name="left">one number</param>
    /// <param name="right">the other number</param>
    /// <returns>true when both parts are equal</returns>
    public static bool operator ==(SbeDecimal left, SbeDecimal right) => left.Equals(right);

    /// <summary>Compares mantissa and exponent.</summary>
    /// <param name="left">one number</param>
    /// <param name="right">the other number</param>
    /// <returns>true when a part differs</returns>
    public static bool operator !=(SbeDecimal left, SbeDecimal right) => !left.Equals(right);

    // Ten to the nineteenth does not fit a long: any mantissa but zero overflows from there on.
    private static bool TryMultiply(long value, int digits, out long product)
    {
        product = 0;
        if (digits > 18)
            return false;
        long high = Math.BigMul(value, PowersOfTen[digits], out long low);
        if (high != low >> 63)
            return false;
        product = low;
        return true;
    }

    private static bool TryDivide(long value, int digits, out long quotient)
    {
        quotient = 0;
        if (digits > 18)
            return false;
        quotient = Math.DivRem(value, PowersOfTen[digits], out long rest);
        if (rest == 0)
            return true;
        quotient = 0;
        return false;
    }

    private static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];
}
