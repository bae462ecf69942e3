namespace HdrHistogram.Encoding;

/// <summary>A histogram as an encoder sees it.</summary>
public interface IRecordedData
{
    /// <summary>First four bytes of the encoding, which tell its version.</summary>
    int Cookie { get; }

    /// <summary>Rotation of the slots; 0 here.</summary>
    int NormalizingIndexOffset { get; }

    /// <summary>Decimal digits that stay distinct, 0 to 5.</summary>
    int NumberOfSignificantValueDigits { get; }

    /// <summary>Smallest value told from 0.</summary>
    long LowestDiscernibleValue { get; }

    /// <summary>Largest value to cover.</summary>
    long HighestTrackableValue { get; }

    /// <summary>What integer values are multiplied by in a histogram of floating-point values; 1 here.</summary>
    double IntegerToDoubleValueConversionRatio { get; }

    /// <summary>Counts by slot, from slot 0 to at least the highest with a count.</summary>
#pragma warning disable CA1819 // The signature is that of the published surface.
    long[] Counts { get; }
#pragma warning restore CA1819
}
