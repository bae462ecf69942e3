using System.Globalization;
using HdrHistogram.Iteration;

namespace HdrHistogram.Output;

/// <summary>A distribution by percentile as text.</summary>
internal abstract class PercentileTable(TextWriter writer, int significantDigits, double scalingRatio)
{
    protected TextWriter Writer { get; } = writer;

    public abstract void WriteHeader();

    public abstract void WriteRow(HistogramIterationValue row);

    public abstract void WriteFooter(HistogramBase histogram);

    /// <summary>A value of the histogram in the unit and with the digits of the table.</summary>
    protected string Scaled(double value) => Fixed(value / scalingRatio, significantDigits);

    /// <summary>
    /// A number with so many decimals, halves of its shortest decimal form rounded up: 1.005 gives 1.01 although the nearest binary
    /// number is a little less. The reference implementation rounds so, and files are compared byte by byte.
    /// </summary>
    protected static string Fixed(double value, int decimals)
    {
        string format = string.Create(CultureInfo.InvariantCulture, $"F{decimals}");
        return decimal.TryParse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            ? Math.Round(exact, decimals, MidpointRounding.AwayFromZero).ToString(format, CultureInfo.InvariantCulture)
            : value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A count in decimal digits.</summary>
    protected static string Whole(long count) => count.ToString(CultureInfo.InvariantCulture);
}
