using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Books.Builder;

/// <content>Messages and match events: where they begin, and what their ends tell whom.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Marks the moment from which a message is decoded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message, nothing without stamps
    public void StampMessage()
    {
        if (TStamps.Enabled) _messageTicks = _stamps.Now();
    }

    /// <summary>Begins a message that is whole: from here on its entries are applied.</summary>
    /// <param name="transactTimeNs">When the matching engine made it, nanoseconds since the Unix epoch.</param>
    /// <param name="flags">What all its events have in common.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    public void BeginMessage(long transactTimeNs, EventFlags flags)
    {
        if (TSink.IsEnabled)
        {
            _template.TransactTimeNs = transactTimeNs;
            _template.Flags = flags;
        }

        if (!TStamps.Enabled) return;
        long nowTicks = _stamps.Now();
        _stamps.Record(Stage.Decode, _messageTicks, nowTicks);
        _messageTicks = nowTicks;
    }

    /// <summary>Ends a message.</summary>
    /// <param name="endsMatchEvent">Whether it is the last one of its match event.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    public void EndMessage(bool endsMatchEvent)
    {
        if (TStamps.Enabled) _stamps.Record(Stage.Book, _messageTicks, _stamps.Now());
        if (TSink.IsEnabled && endsMatchEvent) EndMatchEvent();
    }

    /// <summary>Forgets a match event that has not ended.</summary>
    public void Forget()
    {
        _matchEventFirst = _claimed;
        StartMatchEvent();
    }

    private void EndMatchEvent()
    {
        EndForInstruments();
        bool isLastOpen = _claimed != _published && _claimed != _matchEventFirst;
        ref MarketEvent last = ref isLastOpen
            ? ref _sink.Unpublished((int)(_claimed - _published) - 1)
            : ref Claim(EventKind.EventEnd, MarketEvent.NoInstrument);
        last.Flags |= EventFlags.EndOfEvent;
        _matchEventFirst = _claimed;
    }

    // Whoever follows one instrument alone must see its part of the event end. Where the instrument's last event has gone out already, in an earlier
    // packet of the same match event, an event of its own says so.
    private void EndForInstruments()
    {
        for (int i = 0; i < _touchedCount; i++)
        {
            InstrumentBook* book = _books + _touched[i];
            if (book->MayHaveHealed) LookForHealed(book);
            uint at = book->LastClaim - _published;
            if (at < _claimed - _published) _sink.Unpublished((int)at).Flags |= EventFlags.LastOfInstrument;
            else Claim(EventKind.EventEnd, book->IndexField).Flags |= EventFlags.LastOfInstrument;
        }

        StartMatchEvent();
    }

    private void StartMatchEvent()
    {
        _touchedCount = 0;
        if (++_matchEvent == 0) _matchEvent = 1; // 0 is that of an instrument never touched
    }

    private void Touch(InstrumentBook* book)
    {
        book->MatchEvent = _matchEvent;
        _touched[_touchedCount++] = book->IndexField;
    }
}
