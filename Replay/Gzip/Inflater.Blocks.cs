namespace FeedHandler.Replay.Gzip;

internal sealed partial class Inflater
{
    private const int LiteralCountMax = 286;
    private const int DistanceCountMax = 30;
    private readonly byte[] _lengths = new byte[LiteralCountMax + DistanceCountMax + 32];

    private static ReadOnlySpan<ushort> LengthBases =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthExtras => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceBases =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    private static ReadOnlySpan<byte> DistanceExtras =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>The order in which the lengths of the lengths' own code stand.</summary>
    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private void BeginBlock()
    {
        _isLast = source.Take(1) == 1;
        switch (source.Take(2))
        {
            case 0:
                BeginStored();
                break;
            case 1:
                BuildFixed();
                _block = Block.Coded;
                break;
            case 2:
                BuildOwn();
                _block = Block.Coded;
                break;
            default:
                throw new InvalidDataException("a block is of a kind that there is not");
        }
    }

    private void BeginStored()
    {
        source.Align();
        _storedLeft = source.Take(16);
        if (source.Take(16) != (_storedLeft ^ 0xFFFF)) throw new InvalidDataException("the two lengths of a stored block differ");
        _block = Block.Stored;
    }

    private void BuildFixed()
    {
        Span<byte> lengths = _lengths.AsSpan(0, 288);
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.Build(lengths);
        lengths[..DistanceCountMax].Fill(5);
        _distances.Build(lengths[..DistanceCountMax]);
    }

    private void BuildOwn()
    {
        int literalCount = source.Take(5) + 257;
        int distanceCount = source.Take(5) + 1;
        int lengthCount = source.Take(4) + 4;
        if (literalCount > LiteralCountMax || distanceCount > DistanceCountMax) throw new InvalidDataException("a block's code has too many symbols");
        Span<byte> own = _lengths.AsSpan(0, LengthOrder.Length);
        own.Clear();
        for (int index = 0; index < lengthCount; index++) own[LengthOrder[index]] = (byte)source.Take(3);
        _literals.Build(own);
        ReadLengths(literalCount + distanceCount);
        if (_lengths[EndOfBlock] == 0) throw new InvalidDataException("a block's code has no end");
        _literals.Build(_lengths.AsSpan(0, literalCount));
        _distances.Build(_lengths.AsSpan(literalCount, distanceCount));
    }

    private void ReadLengths(int count)
    {
        for (int index = 0; index < count;)
        {
            source.Fill();
            int symbol = _literals.Read(source);
            if (symbol < 16)
            {
                _lengths[index++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && index == 0) throw new InvalidDataException("a block's code repeats a length before the first");
            byte repeated = symbol == 16 ? _lengths[index - 1] : (byte)0;
            int times = symbol == 16 ? 3 + source.Take(2) : symbol == 17 ? 3 + source.Take(3) : 11 + source.Take(7);
            if (index + times > count) throw new InvalidDataException("a block's code has more lengths than symbols");
            _lengths.AsSpan(index, times).Fill(repeated);
            index += times;
        }
    }
}
