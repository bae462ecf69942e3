using FeedHandler.Host.Diff.Lines;

namespace FeedHandler.Host.Diff;

/// <summary>What a side of a comparison may hold.</summary>
internal enum SideContent
{
    /// <summary>Anything that is none of the others: a capture, or nothing that can be compared.</summary>
    Capture = 0,

    /// <summary>Lines of JSON.</summary>
    Lines = 1,

    /// <summary>Events as a table of text.</summary>
    Csv = 2,

    /// <summary>Events in columns.</summary>
    Parquet = 3,

    /// <summary>No byte.</summary>
    Nothing = 4,

    /// <summary>Another text.</summary>
    Text = 5,
}

/// <summary>Tells by its first bytes what a file holds, whatever it is called.</summary>
internal static class SideContents
{
    private const int MagicBytes = 4;

    /// <summary>What the first bytes say.</summary>
    /// <param name="head">The first bytes, unpacked, as many as were read at once.</param>
    public static SideContent Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return SideContent.Nothing;
        if (head.StartsWith("PAR1"u8)) return SideContent.Parquet;
        if (head.TrimStart(" \t\r\n"u8).StartsWith("{"u8)) return SideContent.Lines;
        int end = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> first = head[..Math.Min(end < 0 ? head.Length : end, LineStream.LineBytesMax)];
        if (first.Trim("\"\r"u8).StartsWith("event"u8) && first.Contains((byte)',')) return SideContent.Csv;
        return IsText(head[..Math.Min(head.Length, MagicBytes)]) ? SideContent.Text : SideContent.Capture;
    }

    // No capture begins with four letters, and of what is packed otherwise bzip2 alone begins with three: the reader of captures says so.
    private static bool IsText(ReadOnlySpan<byte> head) => head.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && !head.StartsWith("BZh"u8);
}
