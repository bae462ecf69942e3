namespace HdrHistogram.Encoding;

/// <summary>What stands before the counts of an encoded histogram, whatever the version.</summary>
public interface IHeader
{
    /// <summary>First four bytes, which tell version and word size.</summary>
    int Cookie { get; }

    /// <summary>Bytes of the counts; <see cref="int.MaxValue"/> where the version does not say.</summary>
    int PayloadLengthInBytes { get; }

    /// <summary>Rotation of the slots in the memory of who wrote it. Counts are written in the order of values all the same.</summary>
    int NormalizingIndexOffset { get; }

    /// <summary>Decimal digits that stay distinct, 0 to 5.</summary>
    int NumberOfSignificantValueDigits { get; }

    /// <summary>Smallest value told from 0.</summary>
    long LowestTrackableUnitValue { get; }

    /// <summary>Largest value covered.</summary>
    long HighestTrackableValue { get; }

    /// <summary>What integer values are multiplied by in a histogram of floating-point values; else 1.</summary>
    double IntegerToDoubleValueConversionRatio { get; }

    /// <summary>Bytes by which the estimate of the version for a whole encoding exceeds its counts.</summary>
    int CapacityEstimateExcess { get; }
}
