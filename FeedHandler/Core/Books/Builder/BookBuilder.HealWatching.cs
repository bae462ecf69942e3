using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>Since when books are whole and by what, where somebody watches it: the usual way looks at a count when a match event ends.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    // A book is not whole from here on.
    private readonly void Need(InstrumentBook* book, BookSource source) => _heals?.Need(book->IndexField, source, _template.RxNs);

    private readonly void NeedAll(BookSource source)
    {
        if (_heals is null) return;
        for (int index = 0; index < _instruments.Count; index++)
        {
            // One that was not whole before is not healed by its sequence alone.
            if (source != BookSource.Sequence || !_heals.IsNeedy(index)) _heals.Need(index, source, _template.RxNs);
        }
    }

    private readonly void HealAll()
    {
        if (_heals is null) return;
        for (int index = 0; index < _instruments.Count; index++) _heals.Expect(index, BookSource.Incremental);
        LookForHealedOfAll();
    }

    private readonly void LookForHealedOfAll()
    {
        if (_heals is not { NeedyCount: > 0 }) return;
        for (int index = 0; index < _instruments.Count; index++)
        {
            if (_heals.IsNeedy(index) && _books[index].State == BookState.Whole) _heals.Heal(index, _template.RxNs);
        }
    }

    // At the end of a match event, which is when books are consistent.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void LookForHealed(ReadOnlySpan<int> touched)
    {
        foreach (int index in touched)
        {
            if (_heals!.IsNeedy(index) && _books[index].State == BookState.Whole) _heals.Heal(index, _template.RxNs);
        }
    }
}
