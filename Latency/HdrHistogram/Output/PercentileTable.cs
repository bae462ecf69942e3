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
    /// A number with so many decimals, rounded from its exact binary value as .NET formats it: a decimal half that lies a little
    /// below as a binary number goes down. Files of the released package have these digits.
    /// </summary>
    protected static string Fixed(double value, int decimals)
        => value.ToString(string.Create(CultureInfo.InvariantCulture, $"F{decimals}"), CultureInfo.InvariantCulture);

    /// <summary>A count in decimal digits.</summary>
    protected static string Whole(long count) => count.ToString(CultureInfo.InvariantCulture);
}
