using System.Globalization;

namespace HdrHistogram.Persistence;

/// <summary>The fields of an interval: <c>[Tag=tag,]start,length,max,payload</c>. The maximum is in the payload too and not kept.</summary>
internal readonly record struct LogLine(string? Tag, double StartSeconds, double LengthSeconds, string Payload)
{
    private const string TagPrefix = "Tag=";

    /// <exception cref="FormatException">the line has other fields</exception>
    public static LogLine Parse(string line)
    {
        string[] fields = line.Trim().Split(',');
        bool isTagged = fields[0].StartsWith(TagPrefix, StringComparison.Ordinal);
        if (fields.Length != (isTagged ? 5 : 4))
            throw new FormatException($"It has {fields.Length} fields instead of [Tag=tag,]start,length,max,histogram.");
        int first = isTagged ? 1 : 0;
        string? tag = isTagged && fields[0].Length > TagPrefix.Length ? fields[0][TagPrefix.Length..] : null;
        return new LogLine(tag, Seconds(fields[first]), Seconds(fields[first + 1]), fields[first + 3]);
    }

    /// <summary>A number of seconds, whatever the culture.</summary>
    /// <exception cref="FormatException">it is not a number</exception>
    public static double Seconds(ReadOnlySpan<char> text)
    {
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && double.IsFinite(seconds)
            ? seconds
            : throw new FormatException($"\"{text}\" is not a number of seconds.");
    }
}
