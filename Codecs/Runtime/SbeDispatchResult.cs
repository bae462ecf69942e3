namespace FeedHandler.Codecs;

/// <summary>What became of one message that was given to a generated dispatcher.</summary>
public enum SbeDispatchResult
{
    /// <summary>The handler has seen the message.</summary>
    Handled,

    /// <summary>The schema has no message of this template id: skip it and count it.</summary>
    UnknownTemplate,

    /// <summary>The header names another schema: skip the message and count it.</summary>
    OtherSchema,

    /// <summary>The header or the root block does not fit the bytes: skip the message and count it.</summary>
    Malformed,
}
