using System.Runtime.InteropServices;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>What became of the bytes of one message.</summary>
/// <param name="Status">complete, or what was wrong</param>
/// <param name="Element">
/// the message, group or data at which decoding stopped, or "message header"; the name of the message when complete
/// </param>
/// <param name="Offset">bytes from the start of the header to where <paramref name="Element"/> begins; 0 when complete</param>
/// <param name="Length">bytes read, header included; with a complete message those of all elements that the schema knows</param>
/// <param name="TrailingLength">bytes after the last element read: padding, or elements of a newer version</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DynamicDecodeResult(DynamicDecodeStatus Status, string Element, int Offset, int Length, int TrailingLength)
{
    /// <summary>Whether all elements of the acting version were read.</summary>
    public bool IsComplete => Status == DynamicDecodeStatus.Complete;

    /// <summary>One sentence for people.</summary>
    /// <returns>such as "Truncated in Legs at byte 24 of 30"</returns>
    public override string ToString() => IsComplete
        ? $"{Element}: {Length} bytes" + (TrailingLength > 0 ? $", {TrailingLength} more after it" : "")
        : $"{Status} in {Element} at byte {Offset} of {Length + TrailingLength}";
}

/// <summary>How decoding of a message ended. Everything but <see cref="Complete"/> is an answer about the bytes, not an exception.</summary>
public enum DynamicDecodeStatus
{
    /// <summary>All elements of the acting version were read.</summary>
    Complete,

    /// <summary>The schema has no message with the header's template id.</summary>
    UnknownTemplate,

    /// <summary>The header names another schema.</summary>
    OtherSchema,

    /// <summary>A header, block, dimension or length runs past the bytes given.</summary>
    Truncated,

    /// <summary>A block is shorter than the oldest version of it.</summary>
    BlockTooShort,

    /// <summary>Entries that take no byte are more than <see cref="DynamicDecoder.ZeroLengthEntryCountMax"/> in the message.</summary>
    CountOverLimit,

    /// <summary>
    /// A newer sender has groups or data, by the counts in its headers, that nothing in the schema tells how to pass over
    /// (SBE 1.0, section 5.3).
    /// </summary>
    UnknownElement,
}
