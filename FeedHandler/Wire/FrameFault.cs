namespace FeedHandler.Wire;

/// <summary>What is wrong with the bytes of a frame.</summary>
public enum FrameFault : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The bytes are not as many as the frame says, or fewer than any frame has.</summary>
    Length = 1,

    /// <summary>It is a message of another schema.</summary>
    Schema = 2,

    /// <summary>It is a message of this schema, but not one that was asked for; one that is not known is to be skipped.</summary>
    Template = 3,

    /// <summary>The message's block is shorter than its fields, or longer than the frame, or of no version.</summary>
    Block = 4,

    /// <summary>A group or text does not fit the frame, or has more than there can be.</summary>
    Group = 5,

    /// <summary>A field has a value that its type does not name.</summary>
    Value = 6,

    /// <summary>It names no instrument where one is meant, or one where none is, or one that there cannot be.</summary>
    Instrument = 7,
}

/// <summary>What a stream of bytes begins with.</summary>
public enum FrameResult : byte
{
    /// <summary>A whole frame.</summary>
    Frame = 0,

    /// <summary>A part of a frame: the rest is still to come.</summary>
    NeedMore = 1,

    /// <summary>No frame: the stream can be cut no further.</summary>
    Malformed = 2,
}
