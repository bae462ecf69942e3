using FeedHandler.Core.Packets;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>Which lines a feed receives in a run of a rate benchmark: one alone, or both.</summary>
/// <param name="Name">As reports and files name it: A, B or AB.</param>
/// <param name="Lines">The lines.</param>
internal sealed record RateLines(string Name, IReadOnlyList<Line> Lines)
{
    /// <summary>The place of a line among them; -1 of one that is not received.</summary>
    public int IndexOf(Line line)
    {
        for (int i = 0; i < Lines.Count; i++)
        {
            if (Lines[i] == line) return i;
        }

        return -1;
    }

    /// <summary>Each line that there is alone, and both together.</summary>
    /// <param name="lines">The lines that a capture has.</param>
    public static IReadOnlyList<RateLines> Of(IReadOnlyList<Line> lines)
    {
        RateLines[] alone = [.. lines.Select(static line => new RateLines(line.ToString(), [line]))];
        return lines.Count < 2 ? alone : [.. alone, new RateLines(string.Concat(alone.Select(static one => one.Name)), lines)];
    }
}
