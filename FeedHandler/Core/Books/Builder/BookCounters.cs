using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books.Builder;

/// <summary>What building books met, on any venue. Written by the feed thread; others read it in passing.</summary>
public sealed class BookCounters
{
    /// <summary>Entries of market-data groups that were read.</summary>
    public long Entries;

    /// <summary>Entries of order groups, whether books by order are kept or not.</summary>
    public long OrderEntries;

    /// <summary>Book entries with a level out of depth or without a price, or an action, a side or a type that the venue does not define.</summary>
    public long InvalidEntries;

    /// <summary>Prices that do not fit 1e-9 units in 64 bits.</summary>
    public long PriceOverflow;

    /// <summary>Holes in an instrument's own sequence.</summary>
    public long RptSeqGaps;

    /// <summary>Entries older than what was already applied to their instrument, though no packet was lost; they are passed over.</summary>
    public long RptSeqBehind;

    /// <summary>Instruments whose own sequence had started again when it was next seen after lost packets.</summary>
    public long RptSeqRestarts;

    /// <summary>Entries of instruments for which the table had no room.</summary>
    public long InstrumentsRefused;

    /// <summary>Whatever left an instrument in need of a snapshot while no packet was lost: it was first met, or what was told of it makes no sense.</summary>
    public long Doubts;

    /// <summary>Of instruments that were met before, and of orders: whatever left one in need of a snapshot while no packet was lost.</summary>
    public long Needs;

    /// <summary>Definitions whose depth is more than the books hold.</summary>
    public long DepthClamped;

    /// <summary>Definitions that were assumed at the start, as an earlier run was told them.</summary>
    public long DefinitionsAssumed;

    /// <summary>Of these, what the venue told again.</summary>
    public long CacheConfirmed;

    /// <summary>Of these, what the venue told otherwise.</summary>
    public long CacheContradicted;

    /// <summary>Ids that went on under another name: of these, the instruments before are in <see cref="InstrumentsDeleted"/> too.</summary>
    public long InstrumentsReplaced;

    /// <summary>Definitions that withdrew an instrument.</summary>
    public long InstrumentsDeleted;

    /// <summary>Status messages for a group of which no instrument is known.</summary>
    public long StatusUnmatched;

    /// <summary>Status messages with a code that the venue does not define; the status stays as it was.</summary>
    public long StatusUnknown;

    /// <summary>Resets of the whole channel that the venue sent.</summary>
    public long ChannelResets;
}

/// <summary>A trading status as a decoder read it.</summary>
/// <param name="Status">The status; not to be read where <paramref name="Change"/> keeps the one before.</param>
/// <param name="Change">What else it says.</param>
/// <param name="StatusCode">The venue's code of the status.</param>
/// <param name="ReasonCode">The venue's code of the reason.</param>
/// <param name="EventCode">The venue's code of what else it says.</param>
public readonly record struct StatusUpdate(TradingStatus Status, StatusChange Change, byte StatusCode, byte ReasonCode, byte EventCode);
