namespace FeedHandler.Codecs;

/// <summary>Where an encoder stands in its message; shared by reference between a message encoder and its group encoders.</summary>
public struct SbeCursor
{
    /// <summary>Ordinal, in schema order, of the group or data written last; 0 before the first.</summary>
    public int Stage;

    /// <summary>Bytes of the message as it stands, with all groups and data not yet written being empty.</summary>
    public int EncodedLength;
}
