namespace FeedHandler.Codecs.Schema;

/// <summary>Whether a value is sent (SBE 1.0, section 2.4.1).</summary>
public enum Presence
{
    /// <summary>Always a value.</summary>
    Required,

    /// <summary>A value or null.</summary>
    Optional,

    /// <summary>Known from the schema; takes no bytes.</summary>
    Constant,
}
