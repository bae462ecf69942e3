using System.Globalization;
using System.Text;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;
using HdrHistogram;

namespace FeedHandler.Latency.Export;

/// <summary>Percentile distributions as HdrHistogram prints and its plotters read them: `.hgrm` text in microseconds.</summary>
public static class HgrmFiles
{
    /// <summary>What the names end with.</summary>
    public const string Extension = ".hgrm";

    private const double NsPerUs = 1000;

    /// <summary>
    /// Writes one file per stage (`decode.hgrm`), and where a stage has several consumers one for each (`consume.strategy-1.hgrm`).
    /// Files of these names are replaced.
    /// </summary>
    /// <param name="folder">Where to put them; made when it does not exist.</param>
    /// <param name="report">What to write.</param>
    /// <param name="create">Opens a file of this path to be written; null makes or replaces it in the usual way.</param>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(string folder, LatencyReport report, Func<string, Stream>? create = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Write(folder, ReportSeries.Of(report).Select(static series => (series.Name, series.Row.Histogram)), create);
    }

    /// <summary>Writes one file for each series.</summary>
    /// <param name="folder">As above.</param>
    /// <param name="series">Each with its name, which is part of a file's: letters, digits, '-', '_' and '.'.</param>
    /// <param name="create">As above.</param>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(
        string folder, IEnumerable<(string Name, DurationHistogram Histogram)> series, Func<string, Stream>? create = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(series);
        Directory.CreateDirectory(folder);
        List<string> paths = [];
        foreach ((string name, DurationHistogram histogram) in series)
        {
            string path = Path.Combine(folder, name + Extension);
            using StreamWriter writer = new(create is null ? File.Create(path) : create(path));
            writer.Write(Listing(histogram));
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>The package writes numbers as the writer's culture does, and a file's writer has none of its own.</summary>
    private static StringBuilder Listing(DurationHistogram histogram)
    {
        using StringWriter listing = new(CultureInfo.InvariantCulture);
        histogram.OutputPercentileDistribution(listing, outputValueUnitScalingRatio: NsPerUs);
        return listing.GetStringBuilder();
    }
}
