using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

/// <summary>A side as the specification tells it, in lists: slow, and obvious enough to be right. A null is a level that is known to be
/// empty.</summary>
internal sealed class NaiveSide
{
    private readonly List<Slot> _slots = [];
    private readonly int _depth;

    public NaiveSide(int depth, bool isKnown)
    {
        _depth = depth;
        for (int i = 0; i < depth; i++) _slots.Add(new Slot(isKnown, null));
    }

    public void Apply(BookAction action, int level, Level value)
    {
        switch (action)
        {
            case BookAction.New:
                _slots.Insert(level - 1, new Slot(true, value));
                _slots.RemoveAt(_depth);
                break;
            case BookAction.Change or BookAction.Overlay:
                _slots[level - 1] = new Slot(true, value);
                break;
            case BookAction.Delete:
                _slots.RemoveAt(level - 1);
                _slots.Add(new Slot(true, null));
                break;
            case BookAction.DeleteThru:
                for (int i = 0; i < _depth; i++) _slots[i] = new Slot(true, null);
                break;
            default:
                for (int i = 0; i < _depth; i++) _slots[i] = new Slot(false, null);
                break;
        }
    }

    public IEnumerable<(int Number, bool IsKnown, Level? Level)> Levels() =>
        _slots.Select((slot, i) => (i + 1, slot.IsKnown, slot.Level is { } level ? level with { Number = i + 1 } : (Level?)null));

    private sealed record Slot(bool IsKnown, Level? Level);
}
