namespace FeedHandler.Codecs.Dynamic;

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
