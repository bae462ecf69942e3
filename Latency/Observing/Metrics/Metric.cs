using System.Text;

namespace FeedHandler.Observing;

/// <summary>What kind of number a metric is.</summary>
internal enum MetricKind
{
    /// <summary>It never falls while the process runs; its name ends in _total.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>Percentiles since the start, with count and sum.</summary>
    Summary,

    /// <summary>Counts by upper bound since the start, with count and sum: from two scrapes come the percentiles of the time between.</summary>
    Histogram,
}

/// <summary>One metric: a name, what it means, and the series that it has, each with labels of its own and a way to read it.</summary>
internal sealed class Metric
{
    private const string Total = "_total";
    private readonly List<MetricSeries> _series = [];

    /// <summary>Makes one without series.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name in a scrape, with its unit and, for a counter, with _total.</param>
    /// <param name="help">What it means, in a sentence.</param>
    public Metric(MetricKind kind, string name, string help)
    {
        (Kind, Name, Help) = (kind, name, help);
        Family = kind == MetricKind.Counter ? name[..^Total.Length] : name;
        Unit = Family.EndsWith("_seconds", StringComparison.Ordinal) ? "seconds" : Family.EndsWith("_bytes", StringComparison.Ordinal) ? "bytes" : "";
        (NameText, FamilyText) = (Encoding.UTF8.GetBytes(Name), Encoding.UTF8.GetBytes(Family));
        (HelpText, UnitText) = (Encoding.UTF8.GetBytes(help), Encoding.UTF8.GetBytes(Unit));
    }

    /// <summary>Its kind.</summary>
    public MetricKind Kind { get; }

    /// <summary>Its name in a scrape.</summary>
    public string Name { get; }

    /// <summary>The same without _total, as OpenMetrics names what its samples belong to.</summary>
    public string Family { get; }

    /// <summary>What it means.</summary>
    public string Help { get; }

    /// <summary>Seconds, bytes, or nothing for a count.</summary>
    public string Unit { get; }

    /// <summary>Its series.</summary>
    public List<MetricSeries> Series => _series;

    internal byte[] NameText { get; }

    internal byte[] FamilyText { get; }

    internal byte[] HelpText { get; }

    internal byte[] UnitText { get; }

    /// <summary>Adds a series.</summary>
    /// <param name="read">Reads it as it was when the feed was read last; it allocates nothing.</param>
    /// <param name="labels">Its labels, by name and value.</param>
    /// <returns>This.</returns>
    public Metric Add(Func<double> read, params ReadOnlySpan<(string Name, string Value)> labels) => Add("", read, labels);

    /// <summary>Adds a series of a summary.</summary>
    /// <param name="suffix">Behind the name: nothing for a percentile, else _sum or _count.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="labels">Its labels, by name and value.</param>
    /// <returns>This.</returns>
    public Metric Add(string suffix, Func<double> read, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _series.Add(new MetricSeries(suffix, read, labels));
        return this;
    }
}

/// <summary>One series of a metric. Its text is made once.</summary>
internal sealed class MetricSeries
{
    /// <summary>Makes one.</summary>
    public MetricSeries(string suffix, Func<double> read, ReadOnlySpan<(string Name, string Value)> labels)
    {
        (Suffix, Read) = (suffix, read);
        StringBuilder text = new(suffix);
        Tags = new KeyValuePair<string, object?>[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            (string name, string value) = labels[i];
            Tags[i] = new KeyValuePair<string, object?>(name, value);
            text.Append(i == 0 ? '{' : ',').Append(name).Append("=\"").Append(Escaped(value)).Append('"');
        }

        if (labels.Length > 0) text.Append('}');
        Text = Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Behind the name.</summary>
    public string Suffix { get; }

    /// <summary>Reads it.</summary>
    public Func<double> Read { get; }

    /// <summary>Its labels, for instruments.</summary>
    public KeyValuePair<string, object?>[] Tags { get; }

    /// <summary>What stands behind the metric's name in a scrape.</summary>
    public byte[] Text { get; }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
