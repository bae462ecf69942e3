using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Venues;

namespace FeedHandler.Engine;

/// <summary>What one channel of a pipeline keeps, whatever its venue.</summary>
/// <param name="Index">Its index in the feed map.</param>
/// <param name="Id">Its number at the venue; 0 where nobody named it.</param>
/// <param name="Arbitration">What arbitration saw.</param>
/// <param name="Messages">What the decoder met of messages.</param>
/// <param name="Entries">What the decoder met of entries.</param>
/// <param name="Instruments">The feed's instruments and books.</param>
public sealed record ChannelState(
    int Index, int Id, ArbitrationCounters Arbitration, MessageCounters Messages, BookCounters Entries, InstrumentTable Instruments);
