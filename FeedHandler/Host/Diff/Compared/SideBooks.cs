using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>One side's books of one channel, as of the last event that was compared.</summary>
/// <param name="instrumentsMax">How many instruments there can be.</param>
internal sealed class SideBooks(int instrumentsMax) : IDisposable
{
    private readonly BookReplica _replica = new(instrumentsMax, touchedCount: 0);

    /// <summary>Goes on to behind an event.</summary>
    public void Apply(in DiffEvent applied)
    {
        if (applied is { IsLine: true, Event: { Kind: EventKind.Status, Orders: not (0 or byte.MaxValue) } }) DoubtEffects(applied.Event);
        _replica.Apply(applied.Event);
    }

    /// <summary>The book of an instrument.</summary>
    /// <param name="channelId">The channel, to name it.</param>
    /// <param name="securityId">The instrument.</param>
    /// <returns>Null where the events so far hold none: nothing said that there is such an instrument.</returns>
    public InstrumentReport? Find(int channelId, long securityId)
    {
        for (int index = 0; index < _replica.Books.Count; index++)
        {
            ref InstrumentBook book = ref _replica.Books[index];
            if (book.SecurityId == securityId) return InstrumentReport.Of(book, (0, channelId), "", displayFactorNano: 0, updates: 0);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _replica.Dispose();

    // A line has the venue's code of what else a status says, and not what that does: what it may do to implied levels and volume is in doubt. The status
    // itself is not.
    private void DoubtEffects(in MarketEvent status)
    {
        if ((uint)status.InstrumentIndex >= (uint)_replica.Books.Count) return;
        InstrumentBook before = _replica.Books[status.InstrumentIndex];
        MarketEvent effects = status;
        effects.Flags |= EventFlags.InDoubt;
        effects.Action = (BookAction)(StatusChange.KeepsStatus | StatusChange.ImpliedOff | StatusChange.ResetStatistics);
        _replica.Apply(effects);
        if ((before.Doubts & BookDoubts.Status) != 0 || before.StatusCode == InstrumentBook.UntoldStatusCode) return;
        (effects.Flags, effects.Action, effects.Status, effects.Detail) = (EventFlags.None, default, before.Status, before.StatusCode);
        _replica.Apply(effects);
    }
}
