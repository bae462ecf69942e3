using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;

namespace FeedHandler.Venues.Cme;

/// <content>Trading statuses and resets of the channel.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // Without an instrument the scope is the product or, without that, the group (CME MDP 3.0, "Security Status").
    private void ApplyStatus(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!SecurityStatus30.TryWrap(body, blockLength, version, out var message)) return;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        StatusUpdate status = CmeStatus.Of((byte)message.SecurityTradingStatus, (byte)message.HaltReason, (byte)message.SecurityTradingEvent);
        if (!CmeStatus.IsKnown(status.StatusCode)) _counters.StatusUnknown++;
        if (message.SecurityID is { } securityId)
        {
            InstrumentBook* book = _builder.Find(securityId);
            if (book != null) _builder.ApplyOwnStatus(book, status);
        }
        else
        {
            _builder.ApplyGroupStatus(message.SecurityGroup, message.Asset, status);
        }

        EndAlone((byte)message.MatchEventIndicator);
    }

    // Every book of the channel is empty, and every instrument's own sequence starts again at 1 (template 4).
    private void ApplyReset(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!ChannelReset4.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        _counters.Entries += entries.Count;
        _builder.ResetChannel();
        EndAlone((byte)message.MatchEventIndicator);
    }

    // The last message of an event that is none of trades: no trade summary goes on over it.
    private void EndAlone(byte matchEventCode)
    {
        bool endsMatchEvent = (matchEventCode & CmeMatchEvent.EndOfEvent) != 0;
        if (endsMatchEvent) _pending.End();
        _builder.EndMessage(endsMatchEvent);
    }
}
