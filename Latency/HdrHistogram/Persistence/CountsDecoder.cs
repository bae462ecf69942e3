namespace HdrHistogram.Persistence;

/// <summary>The decoders of counts.</summary>
public static class CountsDecoder
{
    private static readonly ICountsDecoder[] Decoders =
        [new FixedWordCountsDecoder(2), new FixedWordCountsDecoder(4), new FixedWordCountsDecoder(8), new ZigZagCountsDecoder()];

    /// <summary>The decoder of counts that take so many bytes.</summary>
    /// <param name="wordSize">2, 4 or 8 when fixed (versions 0 and 1), 9 for up to nine (version 2)</param>
    /// <exception cref="ArgumentOutOfRangeException">no version has counts of that size</exception>
    public static ICountsDecoder GetDecoderForWordSize(int wordSize)
    {
        foreach (ICountsDecoder decoder in Decoders)
        {
            if (decoder.WordSize == wordSize) return decoder;
        }

        throw new ArgumentOutOfRangeException(nameof(wordSize), wordSize, "Counts take 2, 4, 8 or up to 9 bytes.");
    }
}
