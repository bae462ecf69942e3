using System.Runtime.Intrinsics;

namespace HdrHistogram.Slots;

/// <summary>Sums and searches over runs of counts, a vector at a time. Sums wrap; callers judge overflow.</summary>
internal static class SlotScan
{
    /// <summary>Counts summed before a search looks at the running total: 512 bytes, eight cache lines.</summary>
    private const int BlockLength = 64;

    /// <summary>Counts that <see cref="NonZeroMask"/> looks at.</summary>
    public const int MaskLength = 64;

    /// <summary>A bit for each of the first 64 counts, lowest bit first, that is not 0.</summary>
    public static ulong NonZeroMask(ReadOnlySpan<long> counts)
    {
        ulong mask = 0;
        int length = Math.Min(counts.Length, MaskLength);
        int i = 0;
        for (; i <= length - 4; i += 4)
        {
            ulong zeros = Vector256.Equals(Vector256.Create(counts.Slice(i, 4)), default).ExtractMostSignificantBits();
            mask |= (~zeros & 0xF) << i;
        }

        for (; i < length; i++) mask |= (counts[i] != 0 ? 1UL : 0) << i;
        return mask;
    }

    /// <summary>Sum of all counts.</summary>
    public static long Sum(ReadOnlySpan<long> counts)
    {
        Vector256<long> low = default, high = default;
        int i = 0;
        for (; i <= counts.Length - 8; i += 8)
        {
            low += Vector256.Create(counts.Slice(i, 4));
            high += Vector256.Create(counts.Slice(i + 4, 4));
        }

        long sum = Vector256.Sum(low + high);
        for (; i < counts.Length; i++) sum += counts[i];
        return sum;
    }

    /// <summary>
    /// Index of the first count at which <paramref name="cumulative"/>, carried on upwards, reaches <paramref name="target"/>;
    /// -1 when all of them together do not. <paramref name="cumulative"/> then includes them all.
    /// </summary>
    public static int IndexReaching(ReadOnlySpan<long> counts, long target, ref long cumulative)
    {
        int i = 0;
        for (; i <= counts.Length - BlockLength; i += BlockLength)
        {
            long sum = BlockSum(counts.Slice(i, BlockLength));
            if (cumulative + sum >= target) break;
            cumulative += sum;
        }

        for (; i < counts.Length; i++)
        {
            cumulative += counts[i];
            if (cumulative >= target) return i;
        }

        return -1;
    }

    /// <summary>
    /// Index of the last count whose own and all higher occurrences together exceed <paramref name="above"/>, going downwards and
    /// carrying <paramref name="cumulative"/> on; -1 when all of them together do not.
    /// </summary>
    public static int IndexExceedingFromTop(ReadOnlySpan<long> counts, long above, ref long cumulative)
    {
        int end = counts.Length;
        for (; end >= BlockLength; end -= BlockLength)
        {
            long sum = BlockSum(counts.Slice(end - BlockLength, BlockLength));
            if (cumulative + sum > above) break;
            cumulative += sum;
        }

        for (int i = end - 1; i >= 0; i--)
        {
            cumulative += counts[i];
            if (cumulative > above) return i;
        }

        return -1;
    }

    /// <summary>Adds <paramref name="addends"/> to <paramref name="counts"/>, index by index, and returns the sum of what was added.</summary>
    public static long Add(Span<long> counts, ReadOnlySpan<long> addends)
    {
        Vector256<long> added = default;
        int i = 0;
        for (; i <= addends.Length - 4; i += 4)
        {
            Vector256<long> addend = Vector256.Create(addends.Slice(i, 4));
            (Vector256.Create<long>(counts.Slice(i, 4)) + addend).CopyTo(counts.Slice(i, 4));
            added += addend;
        }

        long sum = Vector256.Sum(added);
        for (; i < addends.Length; i++)
        {
            long addend = addends[i];
            counts[i] += addend;
            sum += addend;
        }

        return sum;
    }

    private static long BlockSum(ReadOnlySpan<long> block)
    {
        Vector256<long> a = default, b = default, c = default, d = default;
        for (int i = 0; i <= block.Length - 16; i += 16)
        {
            a += Vector256.Create(block.Slice(i, 4));
            b += Vector256.Create(block.Slice(i + 4, 4));
            c += Vector256.Create(block.Slice(i + 8, 4));
            d += Vector256.Create(block.Slice(i + 12, 4));
        }

        return Vector256.Sum(a + b + (c + d));
    }
}
