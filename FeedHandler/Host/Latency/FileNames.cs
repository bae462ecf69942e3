using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Latency;

/// <summary>Tags as names of files. A tag is anybody's: none leads out of its folder, and no two are the same file.</summary>
internal static class FileNames
{
    private const int LengthMax = 100;

    /// <summary>The histograms of series that counted anything, each under a name of its own: the tag, or what is left of it.</summary>
    public static IEnumerable<(string Name, DurationHistogram Histogram)> Of(IEnumerable<LogSeries> series)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (LogSeries one in series.Where(static one => one.Histogram.TotalCount > 0))
        {
            string name = Plain(one.Tag);
            string free = name;
            for (int next = 2; !taken.Add(free); next++) free = FormattableString.Invariant($"{name}-{next}");
            yield return (free, one.Histogram);
        }
    }

    private static string Plain(string tag)
    {
        string name = string.Concat(tag.Take(LengthMax)
            .Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_'));
        return name.TrimStart('.') is { Length: > 0 } plain ? plain : "untagged";
    }
}
