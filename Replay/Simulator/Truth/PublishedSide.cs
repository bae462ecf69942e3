using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// One side of a book as everything published so far makes it: a plain list, in the plainest terms of the venue's rules. It is what a feed handler's
/// own books are held against, and shares nothing with them.
/// </summary>
public sealed class PublishedSide
{
    private readonly List<SimulatedLevel> _levels = [];

    internal PublishedSide(int depth) => Depth = depth;

    /// <summary>How many levels are published.</summary>
    public int Depth { get; }

    /// <summary>The levels, best first.</summary>
    public IReadOnlyList<SimulatedLevel> Levels => _levels;

    internal void Clear() => _levels.Clear();

    internal void Apply(BookAction action, int level, SimulatedLevel value)
    {
        switch (action)
        {
            case BookAction.New:
                _levels.Insert(level - 1, value);
                if (_levels.Count > Depth) _levels.RemoveAt(Depth);
                break;
            case BookAction.Change or BookAction.Overlay:
                _levels[level - 1] = value;
                break;
            case BookAction.Delete:
                _levels.RemoveAt(level - 1);
                break;
            case BookAction.DeleteFrom:
                _levels.RemoveRange(0, level);
                break;
            default:
                _levels.Clear();
                break;
        }
    }
}
