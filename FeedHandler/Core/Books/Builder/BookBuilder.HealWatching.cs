using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>Since when books are whole and by what, where somebody watches it: the usual way looks at a word of the book when a match event ends.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    private readonly HealWatch? Heals => _instruments.Heals;

    // A book is not whole from here on.
    private readonly void Need(InstrumentBook* book, BookSource source)
    {
        if (Heals is null) return;
        Heals.Need(book->IndexField, source, _template.RxNs);
        book->IsAwaited = 1;
    }

    private readonly void NeedAll(BookSource source)
    {
        if (Heals is null) return;
        for (int index = 0; index < _instruments.Count; index++)
        {
            // One that was not whole before is not healed by its sequence alone.
            if (source != BookSource.Sequence || !Heals.IsNeedy(index)) Need(_books + index, source);
        }
    }

    private readonly void HealAll()
    {
        if (Heals is null) return;
        for (int index = 0; index < _instruments.Count; index++) Heals.Expect(index, BookSource.Incremental);
        LookForHealedOfAll();
    }

    private readonly void LookForHealedOfAll()
    {
        if (Heals is not { NeedyCount: > 0 }) return;
        for (int index = 0; index < _instruments.Count; index++) LookForHealed(_books + index);
    }

    // At the end of a match event, which is when books are consistent.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void LookForHealed(InstrumentBook* book)
    {
        if (Heals is null || !book->IsDeepestKnown || !Heals.IsNeedy(book->IndexField) || book->State != BookState.Whole) return;
        Heals.Heal(book->IndexField, _template.RxNs);
        book->IsAwaited = 0;
    }
}
