namespace FeedHandler.Codecs.Dynamic;

/// <summary>Whether a field has a value.</summary>
public enum DynamicState
{
    /// <summary>A value is on the wire.</summary>
    Present,

    /// <summary>The null value is on the wire of an optional field (SBE 1.0, section 2.4).</summary>
    Null,

    /// <summary>The sender's version does not have the field.</summary>
    Absent,

    /// <summary>The value is in the schema and takes no bytes.</summary>
    Constant,
}
