using System.Globalization;

namespace FeedHandler.Host.Shell;

/// <summary>Times of the exchange and of captures: UTC with all nine digits.</summary>
internal static class TimeText
{
    private const long NsPerSecond = 1_000_000_000;
    private const int NsPerTick = 100;
    private const int TimeOfDayLength = 8;
    private const int DateLength = 11; // with the blank behind it
    private const long TicksPerSecond = NsPerSecond / NsPerTick;

    /// <summary>A time such as `2016-11-12 21:04:05.123456789`.</summary>
    /// <param name="unixNs">Nanoseconds since the Unix epoch.</param>
    public static string Of(long unixNs)
    {
        (long seconds, long ns) = Math.DivRem(unixNs, NsPerSecond);
        return ns < 0 ? Of(seconds - 1, ns + NsPerSecond) : Of(seconds, ns); // before 1970 too the fraction counts onwards
    }

    /// <summary>A time of the wire, where it is an unsigned number.</summary>
    /// <param name="unixNs">Nanoseconds since the Unix epoch.</param>
    public static string Of(ulong unixNs) => Of((long)(unixNs / NsPerSecond), (long)(unixNs % NsPerSecond));

    /// <summary>Reads a time of day or a full time, in UTC, with up to nine digits of a second.</summary>
    /// <param name="text">Such as `21:04:05.5` or `2016-11-12 21:04:05.5`.</param>
    /// <param name="dayNs">A time on the day that a time of day belongs to.</param>
    /// <param name="unixNs">Nanoseconds since the Unix epoch.</param>
    /// <returns>False when the text is no time.</returns>
    public static bool TryParse(string text, long dayNs, out long unixNs)
    {
        unixNs = 0;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? text : text[..point];
        string fraction = point < 0 ? "0" : text[(point + 1)..];
        if (!long.TryParse(fraction.PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out long fractionNs)) return false;
        if (fraction.Length > 9) return false;
        string date = Of(dayNs)[..DateLength];
        string full = IsOfDay(whole) ? date + whole : whole.Replace('T', ' ');
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(full, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, Utc, out DateTime time)) return false;
        Int128 exact = ((Int128)(time - DateTime.UnixEpoch).Ticks * NsPerTick) + fractionNs;
        unixNs = (long)Int128.Clamp(exact, long.MinValue, long.MaxValue); // no event is beyond what 64 bits hold
        return true;
    }

    /// <summary>Reads a time that was typed.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="dayNs">As for <see cref="TryParse"/>.</param>
    /// <returns>Nanoseconds since the Unix epoch.</returns>
    /// <exception cref="UsageException">It is no time.</exception>
    public static long Require(string option, string text, long dayNs) => TryParse(text, dayNs, out long unixNs) ? unixNs
        : throw new UsageException($"{option} {text}: not a time, give one in UTC such as 14:30:00.5 or \"2016-11-12 14:30:00.5\"");

    /// <summary>Whether a time has no date.</summary>
    public static bool IsOfDay(string text) => text.Split('.')[0].Length <= TimeOfDayLength;

    private static string Of(long seconds, long ns)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(seconds * TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss}.{ns:D9}");
    }
}
