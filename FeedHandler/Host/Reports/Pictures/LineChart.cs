using System.Globalization;
using System.Security;
using System.Text;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Reports.Pictures;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it; any text.</param>
/// <param name="Points">Its points, by ascending X.</param>
/// <param name="Hue">Which of the colours.</param>
/// <param name="Dash">Which of the dashes: 0 is none.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<(double X, double Ns)> Points, int Hue, int Dash = 0);

/// <summary>
/// A picture of durations as SVG, on a logarithmic axis: no script, nothing from elsewhere, every text escaped, and colours that can be read on light and dark
/// pages alike.
/// </summary>
/// <param name="title">What it shows.</param>
/// <param name="xTitle">What the horizontal axis is.</param>
/// <param name="ticks">Places on the horizontal axis, from its left to its right end, and what is written there.</param>
internal sealed class LineChart(string title, string xTitle, IReadOnlyList<(double X, string Text)> ticks)
{
    private const int Width = 960;
    private const int Height = 480;
    private const int Left = 76;
    private const int Right = 784;
    private const int Top = 44;
    private const int Bottom = 424;
    private const int LegendStep = 20;
    private const int LegendMax = 18;
    private static readonly string[] Dashes = ["none", "7 4", "2 3"];

    // Light enough for a dark page and dark enough for a light one: each is at least 3 to 1 against white and against near-black.
    private static readonly string[] Hues = ["#1f77d0", "#c4570e", "#2a8f4e", "#a35bd6", "#c23b6b", "#80752c", "#0f8a95", "#8a6a58"];

    private const string Style = """
        <style>
        text { font: 12px system-ui, sans-serif; fill: #333 }
        .title { font-size: 15px }
        .back { fill: #fff }
        .grid { stroke: #ddd; stroke-width: 1 }
        .axis { stroke: #888; stroke-width: 1 }
        .line { fill: none; stroke-width: 1.8; stroke-linejoin: round }
        @media (prefers-color-scheme: dark) { text { fill: #ddd } .back { fill: #16181c } .grid { stroke: #333 } .axis { stroke: #888 } }
        </style>
        """;

    private readonly List<ChartLine> _lines = [];

    /// <summary>Adds a line; one without points is left out.</summary>
    public void Add(ChartLine line)
    {
        if (line.Points.Count > 0) _lines.Add(line);
    }

    /// <summary>The picture as a document.</summary>
    public string ToSvg()
    {
        (int lowest, int highest) = Decades();
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escaped(title)}</title>\n{Style}\n<rect class=\"back\" width=\"{Width}\" height=\"{Height}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"24\">{Escaped(title)}</text>\n");
        AddAxes(svg, lowest, highest);
        for (int i = 0; i < _lines.Count; i++) AddLine(svg, _lines[i], i, (lowest, highest));
        return svg.Append("</svg>\n").ToString();
    }

    private (int Lowest, int Highest) Decades()
    {
        double[] all = [.. _lines.SelectMany(static line => line.Points).Select(static point => Math.Max(1, point.Ns)).DefaultIfEmpty(1)];
        int lowest = (int)Math.Floor(Math.Log10(all.Min()));
        return (lowest, Math.Max(lowest + 1, (int)Math.Ceiling(Math.Log10(all.Max()))));
    }

    private void AddAxes(StringBuilder svg, int lowest, int highest)
    {
        for (int decade = lowest; decade <= highest; decade++)
        {
            double y = YOf(Math.Pow(10, decade), (lowest, highest));
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Right}\" y2=\"{y:F1}\"/>\n");
            string text = DurationText.Of(Math.Pow(10, decade));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{text}</text>\n");
        }

        foreach ((double x, string text) in ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{XOf(x):F1}\" y1=\"{Top}\" x2=\"{XOf(x):F1}\" y2=\"{Bottom}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{XOf(x):F1}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{Escaped(text)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" fill=\"none\" d=\"M{Left} {Top}V{Bottom}H{Right}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 40}\" text-anchor=\"middle\">{Escaped(xTitle)}</text>\n");
    }

    private void AddLine(StringBuilder svg, ChartLine line, int index, (int Lowest, int Highest) decades)
    {
        string look = $"stroke=\"{Hues[line.Hue % Hues.Length]}\" stroke-dasharray=\"{Dashes[line.Dash % Dashes.Length]}\"";
        string points = string.Join(
            ' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{XOf(point.X):F1},{YOf(point.Ns, decades):F1}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line\" {look} points=\"{points}\"/>\n");
        if (index >= LegendMax) return;
        int y = Top + 8 + (index * LegendStep);
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"line\" {look} x1=\"{Right + 14}\" y1=\"{y}\" x2=\"{Right + 42}\" y2=\"{y}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right + 50}\" y=\"{y + 4}\">{Escaped(line.Name)}</text>\n");
    }

    private double XOf(double x)
    {
        (double from, double to) = (ticks[0].X, ticks[^1].X);
        return Left + ((Right - Left) * (to > from ? (x - from) / (to - from) : 0));
    }

    private static double YOf(double ns, (int Lowest, int Highest) decades) =>
        Bottom - ((Bottom - Top) * (Math.Log10(Math.Max(1, ns)) - decades.Lowest) / (decades.Highest - decades.Lowest));

    // What XML has no form for is left out.
    private static string Escaped(string text) =>
        SecurityElement.Escape(string.Concat(text.Where(static letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter < '\uFFFE')));
}
