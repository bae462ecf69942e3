using System.Globalization;

namespace FeedHandler.Replay.Recording;

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
