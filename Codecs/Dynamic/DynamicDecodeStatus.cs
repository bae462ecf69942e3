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
}
