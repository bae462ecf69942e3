using System.Globalization;

namespace FeedHandler.Host.Capacity;

/// <summary>An amount of memory for a person.</summary>
internal static class ByteText
{
    private const double Step = 1024;
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>The amount in the largest unit of which there is one, with three digits at least.</summary>
    /// <param name="bytes">How many bytes.</param>
    public static string Of(long bytes)
    {
        double value = bytes;
        int unit = 0;
        for (; value >= Step && unit < Units.Length - 1; unit++) value /= Step;
        string number = value.ToString(unit == 0 || value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
        return $"{number} {Units[unit]}";
    }
}
