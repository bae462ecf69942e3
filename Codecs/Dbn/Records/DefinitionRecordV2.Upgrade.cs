using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <content>Definitions of version 1 in the form of version 2.</content>
public partial struct DefinitionRecordV2
{
    /// <summary>A definition of version 1 in this form; nothing is lost.</summary>
    /// <param name="old">The definition.</param>
    public static DefinitionRecordV2 From(in DefinitionRecordV1 old)
    {
        DefinitionRecordV2 record = new() { Header = old.Header, StrikePrice = old.StrikePrice };
        record.Header.LengthWords = Bytes / DbnHeader.WordBytes;
        ReadOnlySpan<byte> from = MemoryMarshal.AsBytes(new ReadOnlySpan<DefinitionRecordV1>(in old));
        Span<byte> to = MemoryMarshal.AsBytes(new Span<DefinitionRecordV2>(ref record));
        from[16..112].CopyTo(to[16..]); // prices and times, in the same order
        from[112..156].CopyTo(to[120..]); // numbers up to the smallest trade
        from[160..172].CopyTo(to[164..]); // multiplier, decay, size
        from[176..222].CopyTo(to[176..]); // dates, numbers, and texts up to the symbol, which has more room
        from[222..326].CopyTo(to[271..]); // texts behind the symbol, and the class
        from[342..357].CopyTo(to[375..]); // codes
        return record;
    }
}
