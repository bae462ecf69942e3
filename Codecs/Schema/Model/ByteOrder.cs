namespace FeedHandler.Codecs.Schema;

/// <summary>Order of the bytes of all numbers of a schema (SBE 1.0, section 4.3.1).</summary>
public enum ByteOrder
{
    /// <summary>Least significant byte first; the default.</summary>
    LittleEndian,

    /// <summary>Most significant byte first.</summary>
    BigEndian,
}
