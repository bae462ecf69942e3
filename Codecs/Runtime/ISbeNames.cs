namespace FeedHandler.Codecs;

/// <summary>Writes values of the enums and sets of a schema, which it knows by their names.</summary>
public interface ISbeNames
{
    /// <summary>Writes a value.</summary>
    /// <param name="type">name of the enum or set</param>
    /// <param name="bits">the value as on the wire, in the low bits</param>
    /// <param name="destination">where the text goes</param>
    /// <param name="charsWritten">characters written; 0 when the result is false</param>
    /// <returns>false when the destination is too short</returns>
    static abstract bool TryFormat(ReadOnlySpan<char> type, ulong bits, Span<char> destination, out int charsWritten);
}
