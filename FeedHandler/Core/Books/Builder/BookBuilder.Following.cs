using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>
/// Events that another feed handler made are followed: each goes into the books as it goes into a consumer's, and on to consumers as it is, so that books,
/// events and digest are here what they are there. Only when it was received, and what the instrument is called in this process, is this one's own.
/// </content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Follows an event of one instrument that is no definition.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="told">The event as the other told it.</param>
    public void Follow(InstrumentBook* book, in MarketEvent told)
    {
        _counters.Entries++;
        bool isFirst = book->NextRptSeq == InstrumentBook.SlowRptSeq; // or the first since a loss
        if (isFirst || told.Kind != EventKind.Book) StatisticReplica.Apply(told, *book, ref _instruments.Statistics(book->IndexField));
        if (!BookReplica.Apply(told, ref *book))
        {
            Refuse(book, told.RptSeq);
            FollowEnd(told);
            return;
        }

        if (isFirst || told.Kind != EventKind.Book) FollowBeside(book, told, isFirst);
        else if (told.Action == BookAction.DeleteFrom) _counters.Needs++; // levels of which nothing is known
        if (TSink.IsEnabled) Tell(book, told);
    }

    /// <summary>Follows an event of an instrument's orders.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="told">The event as the other told it.</param>
    /// <param name="more">What is marked beside that: <see cref="EventFlags.Restored"/> of what is gone through behind a snapshot.</param>
    public void FollowOrders(InstrumentBook* book, in MarketEvent told, EventFlags more = EventFlags.None)
    {
        if (Orders is { } orders && !OrderReplica.TryApply(told, book->IndexField, orders))
        {
            DoubtOrders(book);
            FollowEnd(told);
            return;
        }

        if (told.Kind == EventKind.Order) _counters.OrderEntries++;
        if (told.Kind == EventKind.OrderStale) _counters.Needs++;
        if (!TSink.IsEnabled) return;
        MarketEvent marked = told;
        marked.Flags |= more;
        Tell(book, marked);
    }

    /// <summary>Follows an event of the whole channel.</summary>
    /// <param name="told">The event as the other told it.</param>
    public void FollowChannel(in MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Gap:
                LoseAll();
                _counters.Doubts++;
                _counters.Needs++;
                break;
            case EventKind.ChannelReset:
                DropAll(isFirst: told.Detail != 0);
                _counters.ChannelResets++;
                break;
            case EventKind.BookClear:
                EmptyAll();
                break;
            case EventKind.Doubt or EventKind.DoubtEnd:
                DoubtAll(told.Kind == EventKind.Doubt);
                break;
            default: // the end of a match event
                break;
        }

        if (TSink.IsEnabled) Tell(told);
    }

    /// <summary>What an event that is not followed ends has ended nevertheless: its match event.</summary>
    /// <param name="told">The event as the other told it.</param>
    public void FollowEnd(in MarketEvent told)
    {
        if (!TSink.IsEnabled || !IsInMatchEvent || (told.Flags & EventFlags.EndOfEvent) == 0) return;
        ref MarketEvent slot = ref Claim(EventKind.EventEnd, MarketEvent.NoInstrument);
        (slot.TransactTimeNs, slot.SeqNum, slot.Flags) = (told.TransactTimeNs, told.SeqNum, EventFlags.EndOfEvent);
        EndFollowed();
    }

    /// <summary>Nobody knows any more what an instrument is, as something of it was lost on the way from the other: consumers are told.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="rptSeq">The number within the instrument of what was told next; 0 where that has none.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Distrust(InstrumentBook* book, uint rptSeq)
    {
        if (rptSeq == 0) rptSeq = book->RptSeq;
        _template.Flags |= EventFlags.Restored; // no number proves anything: of what is missing, much may have had the same
        Doubt(book, rptSeq);
        _template.Flags &= ~EventFlags.Restored;
        book->TakeRptSeq(rptSeq);
        _instruments.Statistics(book->IndexField).Resume();
        if (Orders is not null) DoubtOrders(book);
    }

    // What an event does to the watch over books that are not whole.
    private void FollowBeside(InstrumentBook* book, in MarketEvent told, bool isFirst)
    {
        if (isFirst) _counters.Needs++;
        if (told.Kind == EventKind.BookStale) NoteNeed(book);
        if (told.Kind != EventKind.BookClear || Heals is null) return;
        bool isRestored = (told.Flags & EventFlags.Restored) != 0;
        Heals.Expect(book->IndexField, !isRestored ? BookSource.Incremental : told.Detail == 0 ? BookSource.Snapshot : BookSource.Replay);
    }

    private void NoteNeed(InstrumentBook* book)
    {
        _counters.Doubts++;
        _counters.Needs++;
        Need(book, BookSource.Refresh);
    }

    private void Tell(InstrumentBook* book, in MarketEvent told)
    {
        ref MarketEvent slot = ref Claim(told.Kind, book);
        Take(ref slot, told);
    }

    private void Tell(in MarketEvent told)
    {
        ref MarketEvent slot = ref Claim(told.Kind, MarketEvent.NoInstrument);
        Take(ref slot, told);
        if (told.Kind is EventKind.Doubt or EventKind.DoubtEnd) _matchEventFirst++; // it is none of the match event's
    }

    // Of the slot stays what the template has of this process: where, when it was received, the stamps.
    private void Take(ref MarketEvent slot, in MarketEvent told)
    {
        (int place, long rxNs, long stampTicks) = (slot.Place, slot.RxNs, slot.StampTicks);
        slot = told;
        slot.Place = place;
        slot.StampTicks = stampTicks;
        if (told.Kind != EventKind.Order) slot.RxNs = rxNs; // of an order its priority has that place
        if ((told.Flags & EventFlags.EndOfEvent) != 0) EndFollowed();
    }

    private void EndFollowed()
    {
        for (int i = 0; i < _touchedCount; i++)
        {
            InstrumentBook* book = _books + _touched[i];
            if (book->MayHaveHealed) LookForHealed(book);
        }

        StartMatchEvent();
        _matchEventFirst = _claimed;
    }
}
