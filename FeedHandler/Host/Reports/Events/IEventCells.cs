namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Takes what is to be written of one event, in the form of one kind of file. What is not given is not there.
/// </summary>
internal interface IEventCells
{
    /// <summary>A number of at most 53 bits, or a quantity.</summary>
    void Number(EventColumn column, long value);

    /// <summary>A number of which all 64 bits may be needed.</summary>
    void Id(EventColumn column, ulong value);

    /// <summary>A time of the exchange, which is unsigned as on the wire; 0 is none.</summary>
    void WireTime(EventColumn column, ulong unixNs);

    /// <summary>A time of this machine or of a capture, which may lie before 1970; 0 is none.</summary>
    void Time(EventColumn column, long unixNs);

    /// <summary>A price in 1e-9.</summary>
    void Price(EventColumn column, long nano);

    /// <summary>A word of ours.</summary>
    void Word(EventColumn column, string word);

    /// <summary>A text of the venue's.</summary>
    void Text(EventColumn column, ReadOnlySpan<char> text);

    /// <summary>Something that holds.</summary>
    void True(EventColumn column);
}
