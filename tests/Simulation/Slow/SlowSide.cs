namespace FeedHandler.Simulation.Slow;

/// <summary>
/// A side of a price-depth book as a list of as many places as it is deep (CME MDP 3.0, "Market by Price book management"). A place holds a level, is known
/// to be empty, or nobody knows; what comes up from below the depth is empty until it is stated.
/// </summary>
internal sealed class SlowSide
{
    private static readonly SlowLevel Unknown = new(long.MinValue, null, null);
    private readonly List<SlowLevel?> _places;

    public SlowSide(int depth) => _places = [.. Enumerable.Repeat(Unknown, depth)];

    private SlowSide(IEnumerable<SlowLevel?> places) => _places = [.. places];

    public int Depth => _places.Count;

    /// <summary>Whether any level is known.</summary>
    public bool HasLevels => _places.Any(static place => place is not null && !ReferenceEquals(place, Unknown));

    /// <summary>Whether it is known to be empty.</summary>
    public bool IsEmpty => _places.All(static place => place is null);

    /// <summary>The levels, best first, when every place is known.</summary>
    public IEnumerable<SlowLevel> Levels => _places.OfType<SlowLevel>();

    public SlowSide Copy() => new(_places);

    public void Empty() => Fill(null);

    public void Forget() => Fill(Unknown);

    /// <summary>Levels may have gone unseen; what was empty is so then, too.</summary>
    public void Doubt()
    {
        for (int place = 0; place < Depth; place++) _places[place] = _places[place] is null ? null : Unknown;
    }

    /// <summary>Whether the level stands there.</summary>
    public bool Holds(int number, long? price) => number >= 1 && number <= Depth && _places[number - 1]?.Price == price;

    /// <summary>The level at a place; null where there is none.</summary>
    public SlowLevel? At(int number) => number <= Depth ? _places[number - 1] : null;

    /// <summary>Whether every place is known, none above another's end, and prices go away from the best.</summary>
    public bool IsWhole(bool isBid)
    {
        for (int place = 0; place < Depth; place++)
        {
            if (ReferenceEquals(_places[place], Unknown)) return false;
            if (place == 0 || _places[place] is not { } level) continue;
            if (_places[place - 1] is not { } better || (isBid ? level.Price >= better.Price : level.Price <= better.Price)) return false;
        }

        return true;
    }

    /// <summary>Applies an entry.</summary>
    /// <returns>False when no side can take it.</returns>
    public bool Apply(byte action, int number, SlowLevel? level)
    {
        int place = number - 1;
        if (place < 0 || place >= Depth || (level is null && action is 0 or 1 or 5)) return false;
        switch (action)
        {
            case 0: // new: deeper ones move down, and the last falls off
                _places.Insert(place, level);
                _places.RemoveAt(Depth - 1);
                return true;
            case 1 or 5: // change, overlay
                _places[place] = level;
                return true;
            case 2: // delete: deeper ones move up
                _places.RemoveAt(place);
                _places.Add(null);
                return true;
            case 3: // the whole side
                Empty();
                return true;
            case 4: // of the two readings of it nobody knows which is meant
                Forget();
                return true;
            default:
                return false;
        }
    }

    private void Fill(SlowLevel? level)
    {
        for (int place = 0; place < Depth; place++) _places[place] = level;
    }
}
