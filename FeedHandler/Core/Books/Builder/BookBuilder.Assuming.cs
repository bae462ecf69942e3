using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>What earlier runs were told is assumed until the venue tells it again, or otherwise: the venue is right.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Assumes definitions, in a match event of its own before the first packet.</summary>
    /// <param name="cached">The definitions; those for which there is no room are counted as refused.</param>
    public void Assume(ReadOnlySpan<CachedInstrument> cached)
    {
        if (cached.IsEmpty) return;
        BeginSnapshots(seqNum: 0, rxNs: 0);
        BeginMessage(transactTimeNs: 0, EventFlags.None);
        foreach (ref readonly CachedInstrument instrument in cached) Assume(instrument);
        EndRestore();
    }

    /// <summary>What is assumed of an instrument of which the venue is about to tell.</summary>
    /// <param name="book">Its book.</param>
    public readonly Assumption AssumptionOf(InstrumentBook* book) => !_instruments.Details(book->IndexField).IsAssumed
        ? default
        : new Assumption(_instruments.Definition(book->IndexField), book->Depth(BookSide.Bid), book->Depth(BookSide.ImpliedBid));

    /// <summary>The venue has told of an instrument: what was assumed is confirmed, or contradicted.</summary>
    /// <param name="book">Its book.</param>
    /// <param name="assumption">What was assumed.</param>
    public readonly void Settle(InstrumentBook* book, in Assumption assumption)
    {
        if (!assumption.IsThere) return;
        ref InstrumentDefinition told = ref _instruments.Definition(book->IndexField);
        if (assumption.IsSame(told, book->Depth(BookSide.Bid), book->Depth(BookSide.ImpliedBid))) _counters.CacheConfirmed++;
        else _counters.CacheContradicted++;
    }

    private void Assume(in CachedInstrument cached)
    {
        if (FindKnown(cached.SecurityId) != null) return;
        int index = Add(cached.SecurityId);
        if (index < 0) return;
        _counters.DefinitionsAssumed++;
        InstrumentBook* book = _books + index;
        ref InstrumentDefinition definition = ref _instruments.Definition(index);
        ref InstrumentDetails details = ref _instruments.Details(index);
        definition = cached.Definition;
        details = cached.Details;
        details.IsAssumed = true;
        if (book->SetDepth(cached.DirectDepth, cached.ImpliedDepth)) Need(book, BookSource.Refresh);
        _instruments.Told.Add(definition, details);
        Announce(book, EventFlags.Assumed | EventFlags.Restored, status: null);
    }
}
