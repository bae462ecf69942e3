namespace FeedHandler.Host.Reports;

/// <summary>Texts of the wire as a terminal may show them: what would move its cursor or change its colours is shown as a question mark.</summary>
internal static class PlainText
{
    /// <summary>The text with every control character replaced.</summary>
    public static string Of(string text) => text.Any(IsControl) ? string.Concat(text.Select(static letter => IsControl(letter) ? '?' : letter)) : text;

    private static bool IsControl(char letter) => char.IsControl(letter);
}
