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
