namespace FeedHandler.Replay.Gzip;

/// <summary>A Huffman code of deflate (RFC 1951, 3.2.2): short codes by one look-up, long ones bit by bit.</summary>
internal sealed class HuffmanTable
{
    internal const int CodeBitsMax = 15;
    private const int FastBits = 10;
    private const int LengthBits = 4;
    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly ushort[] _counts = new ushort[CodeBitsMax + 1];
    private readonly ushort[] _symbols = new ushort[288];

    /// <summary>Takes the place of the code before.</summary>
    /// <param name="lengths">The bits of each symbol's code; 0 for none.</param>
    /// <exception cref="InvalidDataException">There can be no such code.</exception>
    internal void Build(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_counts);
        Array.Clear(_fast);
        foreach (byte length in lengths) _counts[length]++;
        _counts[0] = 0;
        Span<int> codes = stackalloc int[CodeBitsMax + 2];
        Span<int> places = stackalloc int[CodeBitsMax + 2];
        for (int bits = 1; bits <= CodeBitsMax; bits++)
        {
            if (codes[bits] + _counts[bits] > 1 << bits) throw new InvalidDataException("a code has more symbols than it has room for");
            codes[bits + 1] = (codes[bits] + _counts[bits]) << 1;
            places[bits + 1] = places[bits] + _counts[bits];
        }

        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int bits = lengths[symbol];
            if (bits == 0) continue;
            _symbols[places[bits]++] = (ushort)symbol;
            AddFast(symbol, bits, codes[bits]++);
        }
    }

    /// <summary>Reads a symbol. The source has been filled.</summary>
    /// <exception cref="InvalidDataException">The bits are no code.</exception>
    /// <exception cref="EndOfStreamException">The bits end before the code does.</exception>
    internal int Read(BitSource source)
    {
        int entry = _fast[(int)source.Bits & ((1 << FastBits) - 1)];
        if (entry == 0) return ReadLong(source);
        source.Skip(entry & ((1 << LengthBits) - 1));
        return entry >> LengthBits;
    }

    // Codes stand with their first bit in the lowest place.
    private void AddFast(int symbol, int bits, int code)
    {
        if (bits > FastBits) return;
        int reversed = 0;
        for (int bit = 0; bit < bits; bit++) reversed |= ((code >> bit) & 1) << (bits - 1 - bit);
        for (int index = reversed; index < _fast.Length; index += 1 << bits) _fast[index] = (ushort)((symbol << LengthBits) | bits);
    }

    private int ReadLong(BitSource source)
    {
        ulong left = source.Bits;
        int code = 0;
        int first = 0;
        int place = 0;
        for (int bits = 1; bits <= CodeBitsMax; bits++)
        {
            code |= (int)(left & 1);
            left >>= 1;
            int count = _counts[bits];
            if (code - first < count)
            {
                source.Skip(bits);
                return _symbols[place + code - first];
            }

            place += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        if (source.Count < CodeBitsMax) throw new EndOfStreamException();
        throw new InvalidDataException("its bits are no code of theirs");
    }
}
