using System.Text;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>One way in which the copies of a shape's packets arrive.</summary>
internal sealed class ModelScenario(ModelShape shape)
{
    public const int ArrivalsMax = 24;
    private const int BehindAllKey = 100;
    private readonly List<(int Key, ModelArrival Arrival)>[] _lines = [[], []];

    public ModelShape Shape { get; } = shape;

    public Fate[][] Fates { get; } = [new Fate[shape.Count], new Fate[shape.Count]];

    public ModelArrival[] Arrivals { get; } = new ModelArrival[ArrivalsMax];

    public int Count { get; private set; }

    /// <summary>Before which arrival the clock passes the time for which a gap waits; -1 for never.</summary>
    public int ClockStep { get; set; } = -1;

    /// <summary>After which arrival every buffer is empty, twice; -1 for never.</summary>
    public int DrainStep { get; set; } = -1;

    public int CountOf(int line) => _lines[line].Count;

    /// <summary>Whether a line brings everything whole, once and in order.</summary>
    public bool IsComplete(int line) => Array.TrueForAll(Fates[line], static fate => fate == Fate.Arrives);

    public bool Has(Predicate<Fate> predicate) => Array.Exists(Fates[0], predicate) || Array.Exists(Fates[1], predicate);

    /// <summary>Puts the copies of both lines in their order.</summary>
    public void BuildLines()
    {
        for (int line = 0; line < 2; line++)
        {
            List<(int Key, ModelArrival Arrival)> arrivals = _lines[line];
            arrivals.Clear();
            for (int id = 0; id < Shape.Count; id++) Add(arrivals, line, id, Fates[line][id]);
            arrivals.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        }
    }

    /// <summary>Merges the lines; the bits of a mask say which is next.</summary>
    public void Merge(uint mask)
    {
        Count = _lines[0].Count + _lines[1].Count;
        for (int at = 0, a = 0, b = 0; at < Count; at++) Arrivals[at] = (mask >> at & 1) == 0 ? _lines[0][a++].Arrival : _lines[1][b++].Arrival;
    }

    public override string ToString()
    {
        StringBuilder text = new StringBuilder($"{Shape.Count1} from {Shape.First}, then {Shape.Count2}:");
        for (int at = 0; at < Count; at++)
        {
            if (at == ClockStep) text.Append(" clock");
            (byte id, byte line, CopyKind kind) = Arrivals[at];
            text.Append($" {(line == 0 ? 'A' : 'B')}:{Shape.NumberOf(id)}{(Shape.SessionOf(id) == 1 ? "'" : "")}{(kind == CopyKind.Whole ? "" : $"({kind})")}");
            if (at == DrainStep) text.Append(" drained twice");
        }

        return text.ToString();
    }

    // Twice two and one apart keep the order of what is equal, as the sort is not stable.
    private static void Add(List<(int Key, ModelArrival Arrival)> arrivals, int line, int id, Fate fate)
    {
        if (fate == Fate.Lost) return;
        CopyKind kind = fate switch
        {
            Fate.Damaged => CopyKind.Damaged,
            >= Fate.NumberAhead => CopyKind.NumberAhead + (fate - Fate.NumberAhead),
            _ => CopyKind.Whole,
        };
        ModelArrival arrival = new ModelArrival((byte)id, (byte)line, kind);
        int key = 4 * id;
        if (fate == Fate.BehindTheNext) key += 6;
        if (fate == Fate.BehindAll) key += BehindAllKey;
        arrivals.Add((key, arrival));
        if (fate == Fate.Duplicated) arrivals.Add((key + 1, arrival));
        if (fate == Fate.TwiceBehindAll) arrivals.Add((key + BehindAllKey, arrival));
    }
}
