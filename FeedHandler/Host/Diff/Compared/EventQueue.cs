namespace FeedHandler.Host.Diff.Compared;

/// <summary>Events that wait for those of the other side, in order.</summary>
internal sealed class EventQueue
{
    private const int CapacityMin = 64;
    private DiffEvent[] _events = new DiffEvent[CapacityMin];
    private int _first;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>An event by its place.</summary>
    /// <param name="place">0 for the one that is due, below <see cref="Count"/>.</param>
    public ref readonly DiffEvent this[int place] => ref _events[(_first + place) & (_events.Length - 1)];

    /// <summary>Adds an event behind the others.</summary>
    public void Add(in DiffEvent added)
    {
        if (Count == _events.Length) Grow();
        _events[(_first + Count++) & (_events.Length - 1)] = added;
    }

    /// <summary>Removes the one that is due.</summary>
    public void RemoveFirst()
    {
        _first = (_first + 1) & (_events.Length - 1);
        Count--;
    }

    private void Grow()
    {
        DiffEvent[] larger = new DiffEvent[_events.Length * 2];
        for (int place = 0; place < Count; place++) larger[place] = this[place];
        (_events, _first) = (larger, 0);
    }
}
