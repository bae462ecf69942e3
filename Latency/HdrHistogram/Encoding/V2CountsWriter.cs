using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using HdrHistogram.Slots;

namespace HdrHistogram.Encoding;

/// <summary>
/// Writes counts the way version 2 does: each as a zigzag number, except that a run of two or more zeros is one negative number.
/// Zeros above the highest count are left out; no count at all is a single zero.
/// </summary>
internal ref struct V2CountsWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _written;
    private long _zeros;

    /// <summary>Passes over slots without a count.</summary>
    public void Skip(int slotCount) => _zeros += slotCount;

    /// <summary>Writes counts of the next slots.</summary>
    /// <exception cref="InvalidOperationException">a count is negative, as happens when it has overflowed</exception>
    /// <exception cref="ArgumentException">the target is too small</exception>
    public void Append(scoped ReadOnlySpan<long> counts)
    {
        int next = 0;
        for (int block = 0; block < counts.Length; block += SlotScan.MaskLength)
        {
            // Which counts are set is settled for 64 of them at once: asked one by one, each is a branch that sparse counts mispredict.
            for (ulong set = SlotScan.NonZeroMask(counts[block..]); set != 0; set &= set - 1)
            {
                int index = block + BitOperations.TrailingZeroCount(set);
                _zeros += index - next;
                PutZeros();
                if (counts[index] < 0) ThrowNegative(counts[index]);
                Put(counts[index]);
                next = index + 1;
            }
        }

        _zeros += counts.Length - next;
    }

    /// <summary>Ends the counts and returns the bytes they took.</summary>
    /// <exception cref="ArgumentException">the target is too small</exception>
    public int Complete()
    {
        if (_written == 0) Put(0);
        return _written;
    }

    [DoesNotReturn]
    private static void ThrowNegative(long count) => throw new InvalidOperationException(
        $"A slot has the count {count}, which cannot be encoded: it has overflowed, or more was taken back than recorded.");

    private void PutZeros()
    {
        if (_zeros == 0) return;
        Put(_zeros == 1 ? 0 : -_zeros);
        _zeros = 0;
    }

    private void Put(long value)
    {
        if (_target.Length - _written < ZigZagEncoding.BytesMax) PutAtEnd(value);
        else _written += ZigZagEncoding.Write(_target[_written..], value);
    }

    private void PutAtEnd(long value)
    {
        Span<byte> bytes = stackalloc byte[ZigZagEncoding.BytesMax];
        int length = ZigZagEncoding.Write(bytes, value);
        if (!bytes[..length].TryCopyTo(_target[_written..]))
            throw new ArgumentException("The buffer is too small for the counts: give it GetNeededByteBufferCapacity bytes from its position on.");
        _written += length;
    }
}
