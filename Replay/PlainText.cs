using System.Globalization;

namespace FeedHandler.Replay;

/// <summary>
/// Texts of the wire and of people as a terminal may show them: what would move its cursor or change its colours is shown as a question mark.
/// </summary>
public static class PlainText
{
    private const int LengthMax = 160;
    private const int HeadLength = 100;
    private const int TailLength = 40;

    /// <summary>The text with every control and format character replaced.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(CanAct) ? string.Concat(text.Select(static letter => CanAct(letter) ? '?' : letter)) : text;
    }

    /// <summary>Whether a terminal may act on a character: controls move the cursor, formats turn or hide what stands beside them.</summary>
    /// <param name="letter">The character.</param>
    public static bool CanAct(char letter) => char.IsControl(letter)
        || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>As <see cref="Of"/>; of more than 160 characters the beginning, the end and the length, so that it drowns no message.</summary>
    /// <param name="text">What somebody typed.</param>
    public static string Short(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= LengthMax) return Of(text);
        return string.Create(CultureInfo.InvariantCulture, $"{Of(text[..HeadLength])}...{Of(text[^TailLength..])} ({text.Length} characters)");
    }
}
