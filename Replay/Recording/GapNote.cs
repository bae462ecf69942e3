using System.Globalization;

namespace FeedHandler.Replay.Recording;

/// <summary>
/// What a recording tells of a decision of the feed: that it gave numbers up before the packet beside which this stands. A comment of the packet, such as
/// "feedhandler gave-up 17..19" for 17 and 18; "17..17", which gives none up, when it dropped a packet that contradicted the sequence and went on with 17.
/// </summary>
/// <param name="First">The first number given up.</param>
/// <param name="Next">The first number behind those given up, with which the feed went on.</param>
internal readonly record struct GapNote(ulong First, ulong Next)
{
    private static ReadOnlySpan<byte> Prefix => "feedhandler gave-up "u8;

    /// <summary>Reads a comment.</summary>
    /// <param name="comment">The comment, in UTF-8.</param>
    /// <param name="note">What it tells.</param>
    /// <returns>False when it is some other comment, or contradicts itself.</returns>
    public static bool TryParse(ReadOnlySpan<byte> comment, out GapNote note)
    {
        note = default;
        if (!comment.StartsWith(Prefix) || !NoteRange.TryParse(comment[Prefix.Length..], out ulong first, out ulong next)) return false;
        note = new GapNote(first, next);
        return true;
    }

    /// <summary>The comment.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"feedhandler gave-up {First}..{Next}");
}

/// <summary>
/// What a capture tells that was cut on purpose: packets of a destination with these numbers were there, and were left out before the packet of that
/// destination beside which this stands. A comment of the packet, such as "feedhandler cut 17..19" for 17 and 18.
/// </summary>
/// <param name="First">The number of the first that was cut.</param>
/// <param name="Next">The first number behind those that were cut.</param>
internal readonly record struct CutNote(ulong First, ulong Next)
{
    private static ReadOnlySpan<byte> Prefix => "feedhandler cut "u8;

    /// <summary>Reads a comment.</summary>
    /// <param name="comment">The comment, in UTF-8.</param>
    /// <param name="note">What it tells.</param>
    /// <returns>False when it is some other comment, or tells of no number.</returns>
    public static bool TryParse(ReadOnlySpan<byte> comment, out CutNote note)
    {
        note = default;
        if (!comment.StartsWith(Prefix) || !NoteRange.TryParse(comment[Prefix.Length..], out ulong first, out ulong next) || first == next) return false;
        note = new CutNote(first, next);
        return true;
    }

    /// <summary>The comment.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"feedhandler cut {First}..{Next}");
}

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
