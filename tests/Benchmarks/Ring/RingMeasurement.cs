using System.Globalization;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>One number, measured again and again. What cannot be measured here is not a number.</summary>
internal sealed class RingMeasurement(string name, string unit, Func<double> measure)
{
    private readonly List<double> _values = [];

    public void Take(bool isKept)
    {
        double value = measure();
        if (isKept && !double.IsNaN(value)) _values.Add(value);
    }

    public override string ToString()
    {
        if (_values.Count == 0) return $"{name,-34}{"not here",10}";
        double[] sorted = [.. _values.Order()];
        (double best, double worst) = unit == "ns" ? (sorted[0], sorted[^1]) : (sorted[^1], sorted[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{name,-34}{sorted[sorted.Length / 2],10:F1}{best,10:F1}{worst,10:F1} {unit}");
    }
}
