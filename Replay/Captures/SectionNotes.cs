using System.Text;

namespace FeedHandler.Replay.Captures;

/// <summary>What a section of a pcapng file says of itself.</summary>
/// <param name="NotesGaps">Whether a feed recorded it and noted what it gave up.</param>
/// <param name="NotesCuts">Whether packets were cut out of it on purpose, and what was cut is noted.</param>
/// <param name="Comments">Other comments of it.</param>
internal sealed record SectionNotes(bool NotesGaps, bool NotesCuts, IReadOnlyList<string> Comments)
{
    /// <summary>Which destination is which line, as whoever recorded it knew; null when it does not say.</summary>
    public string? Lines => Comments.Select(LineNote.Find).FirstOrDefault(static map => map is not null);

    /// <summary>The comment that says <see cref="NotesGaps"/>.</summary>
    internal const string GapsNoted = "gaps noted";

    /// <summary>The comment that says <see cref="NotesCuts"/>.</summary>
    internal const string CutOnPurpose = "cut on purpose, what was cut is noted";

    private const int CommentsMax = 64;

    /// <summary>Of a file that says nothing.</summary>
    internal static SectionNotes None { get; } = new(NotesGaps: false, NotesCuts: false, []);

    /// <summary>Reads the options of a section header.</summary>
    internal static SectionNotes Read(CaptureOptions options)
    {
        bool isOurs = false;
        List<string> comments = [];
        int offset = 0;
        while (options.TryRead(ref offset, out int code, out ReadOnlySpan<byte> value))
        {
            isOurs |= code == CaptureOptions.Application && value.StartsWith("feedhandler"u8);
            if (code == CaptureOptions.Comment && comments.Count < CommentsMax) comments.Add(Encoding.UTF8.GetString(value));
        }

        return new SectionNotes(
            isOurs && comments.Contains(GapsNoted), isOurs && comments.Contains(CutOnPurpose),
            [.. comments.Where(static comment => comment is not (GapsNoted or CutOnPurpose))]);
    }
}
