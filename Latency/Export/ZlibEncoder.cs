using System.Buffers.Binary;
using System.Numerics;

namespace FeedHandler.Latency.Export;

/// <summary>
/// Compresses a span into the zlib form (RFC 1950 and 1951) and allocates nothing: one block of the fixed codes, with the repetitions that a table of the
/// last place of every four bytes finds. The runtime's compressor is garbage and native memory for each stream.
/// </summary>
internal sealed class ZlibEncoder
{
    private const ushort Header = 0x7801;
    private const int HeaderSize = 2;
    private const int ChecksumSize = 4;
    private const int BlockSizeMax = 4; // its first three bits, the last code of seven, and what is left of a byte
    private const int PlaceBits = 12;
    private const int MatchMin = 4; // what costs no more than its bytes one by one, at any distance
    private const int MatchMax = 257; // 258 would have a code of its own
    private const int DistanceMax = 32768;

    // One more than the last place where four bytes of this hash began; 0 where none did.
    private readonly int[] _places = new int[1 << PlaceBits];

    /// <summary>Bytes that suffice for so many bytes, whatever they are: the longest code has nine bits.</summary>
    internal static int SizeMax(int byteCount) => byteCount + (byteCount / 8) + HeaderSize + BlockSizeMax + ChecksumSize;

    /// <summary>Compresses.</summary>
    /// <param name="source">What to compress.</param>
    /// <param name="target">At least <see cref="SizeMax"/> bytes.</param>
    /// <returns>How many bytes it took.</returns>
    internal int Encode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        Array.Clear(_places);
        BinaryPrimitives.WriteUInt16BigEndian(target, Header);
        DeflateBlock block = new(target[HeaderSize..]);
        for (int at = 0; at < source.Length;)
        {
            int length = FindMatch(source, at, out int distance);
            if (length == 0)
            {
                block.AddByte(source[at++]);
                continue;
            }

            block.AddMatch(length, distance);
            for (int end = at + length; ++at < end;) Note(source, at);
        }

        int size = HeaderSize + block.End();
        BinaryPrimitives.WriteUInt32BigEndian(target[size..], Checksum(source));
        return size + ChecksumSize;
    }

    private int FindMatch(ReadOnlySpan<byte> source, int at, out int distance)
    {
        int before = Note(source, at);
        distance = at - before;
        if (before < 0 || distance > DistanceMax) return 0;
        int limit = Math.Min(source.Length - at, MatchMax);
        int length = source.Slice(before, limit).CommonPrefixLength(source.Slice(at, limit));
        return length < MatchMin ? 0 : length;
    }

    /// <summary>Notes a place and returns the last one before it of the same hash; -1 when there is none, or too little follows.</summary>
    private int Note(ReadOnlySpan<byte> source, int at)
    {
        if (source.Length - at < MatchMin) return -1;
        ref int place = ref _places[(BinaryPrimitives.ReadUInt32LittleEndian(source[at..]) * 0x9E3779B1) >> (32 - PlaceBits)];
        int before = place - 1;
        place = at + 1;
        return before;
    }

    /// <summary>Adler-32.</summary>
    private static uint Checksum(ReadOnlySpan<byte> source)
    {
        const uint modulus = 65521;
        const int chunk = 5552; // sums of so many bytes stay below 32 bits
        uint sum = 1;
        uint sumOfSums = 0;
        while (!source.IsEmpty)
        {
            ReadOnlySpan<byte> part = source[..Math.Min(chunk, source.Length)];
            foreach (byte value in part) sumOfSums += sum += value;
            (sum, sumOfSums) = (sum % modulus, sumOfSums % modulus);
            source = source[part.Length..];
        }

        return (sumOfSums << 16) | sum;
    }

    /// <summary>The bits of one block, lowest first. Only codes begin with their highest bit, and so they are turned.</summary>
    private ref struct DeflateBlock
    {
        private const ulong LastOfFixedCodes = 0b011;
        private const int EndSymbol = 256;
        private const int LengthSymbol = 257;
        private readonly Span<byte> _target;
        private ulong _bits;
        private int _bitCount;
        private int _size;

        internal DeflateBlock(Span<byte> target)
        {
            _target = target;
            Add(LastOfFixedCodes, 3);
        }

        internal void AddByte(byte value) => AddSymbol(value);

        internal void AddMatch(int length, int distance)
        {
            Divide(length - 3, 2, out int symbol, out int extraCount);
            AddSymbol(LengthSymbol + symbol);
            Add((uint)(length - 3) & ((1u << extraCount) - 1), extraCount);
            Divide(distance - 1, 1, out symbol, out extraCount);
            AddCode((uint)symbol, 5);
            Add((uint)(distance - 1) & ((1u << extraCount) - 1), extraCount);
        }

        internal int End()
        {
            AddSymbol(EndSymbol);
            Add(0, -_bitCount & 7);
            return _size;
        }

        /// <summary>Symbols of lengths and distances: so many low bits are not part of the symbol that each power of two has 2 or 4 of them.</summary>
        private static void Divide(int value, int symbolBits, out int symbol, out int extraCount)
        {
            extraCount = Math.Max(BitOperations.Log2((uint)value) - symbolBits, 0);
            symbol = (extraCount << symbolBits) + (value >> extraCount);
        }

        private void AddSymbol(int symbol)
        {
            if (symbol < 144) AddCode((uint)symbol + 0x30, 8);
            else if (symbol < 256) AddCode((uint)symbol - 144 + 0x190, 9);
            else if (symbol < 280) AddCode((uint)symbol - 256, 7);
            else AddCode((uint)symbol - 280 + 0xC0, 8);
        }

        private void AddCode(uint code, int bitCount)
        {
            uint turned = 0;
            for (int i = 0; i < bitCount; i++, code >>= 1) turned = (turned << 1) | (code & 1);
            Add(turned, bitCount);
        }

        private void Add(ulong bits, int bitCount)
        {
            _bits |= bits << _bitCount;
            for (_bitCount += bitCount; _bitCount >= 8; _bitCount -= 8, _bits >>= 8) _target[_size++] = (byte)_bits;
        }
    }
}
