namespace HdrHistogram.Persistence;

/// <summary>Turns the times of a log into times since 1970, by the start and base time of its header or by what its first interval lets guess.</summary>
internal struct LogClock
{
    private const double SecondsPerYear = 365 * 24 * 3600;
    private const string StartPrefix = "#[StartTime: ";
    private const string BasePrefix = "#[BaseTime: ";

    private double? _startSeconds;
    private double? _baseSeconds;

    /// <summary>Start of the log, 0 when nothing was read yet that tells.</summary>
    public readonly double StartSeconds => _startSeconds ?? 0;

    /// <summary>Takes a start or base time from a comment that has one.</summary>
    /// <exception cref="FormatException">the time is not a number</exception>
    public void ReadComment(ReadOnlySpan<char> comment)
    {
        if (comment.StartsWith(StartPrefix)) _startSeconds = FirstNumber(comment[StartPrefix.Length..]);
        else if (comment.StartsWith(BasePrefix)) _baseSeconds = FirstNumber(comment[BasePrefix.Length..]);
    }

    /// <summary>
    /// Time since 1970 of a time in the log. Without a base time, the first interval decides for all: more than a year before the start,
    /// it must be counted from there.
    /// </summary>
    public double ToAbsolute(double seconds)
    {
        _startSeconds ??= seconds;
        _baseSeconds ??= seconds < _startSeconds - SecondsPerYear ? _startSeconds : 0;
        return seconds + _baseSeconds.Value;
    }

    private static double FirstNumber(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(' ', ']');
        return LogLine.Seconds(end < 0 ? text : text[..end]);
    }
}
