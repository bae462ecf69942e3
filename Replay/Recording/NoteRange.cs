using System.Globalization;

namespace FeedHandler.Replay.Recording;

/// <summary>A run of numbers as notes tell it, such as "17..19" for 17 and 18.</summary>
internal static class NoteRange
{
    private static ReadOnlySpan<byte> Divider => ".."u8;

    /// <summary>Reads a run.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="first">Its first number.</param>
    /// <param name="next">The number behind it; the same as the first of an empty run.</param>
    /// <returns>False when it is none, or contradicts itself.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ulong first, out ulong next)
    {
        (first, next) = (0, 0);
        int divider = text.IndexOf(Divider);
        return divider >= 0
            && ulong.TryParse(text[..divider], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && ulong.TryParse(text[(divider + Divider.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out next)
            && first <= next;
    }
}
