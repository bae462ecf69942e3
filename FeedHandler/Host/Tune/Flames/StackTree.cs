namespace FeedHandler.Host.Tune.Flames;

/// <summary>What kind of code a frame of a stack is.</summary>
internal enum FrameKind
{
    /// <summary>Nobody could say whose it is.</summary>
    Unknown,

    /// <summary>Of a library or program in machine code.</summary>
    Native,

    /// <summary>Of the runtime's compiler: a method of .NET.</summary>
    Managed,

    /// <summary>Of the kernel.</summary>
    Kernel,
}

/// <summary>A place in code as a flame graph shows it.</summary>
/// <param name="Name">The method or function, or the module in brackets where it has no name.</param>
/// <param name="Kind">Whose it is.</param>
internal readonly record struct StackFrame(string Name, FrameKind Kind);

/// <summary>A frame below the same frames: a rectangle of a flame graph.</summary>
/// <param name="frame">The frame; of the nodes below the root, a thread.</param>
internal sealed class StackNode(StackFrame frame)
{
    private readonly Dictionary<StackFrame, StackNode> _children = [];

    /// <summary>The frame.</summary>
    public StackFrame Frame => frame;

    /// <summary>Samples that were taken in it or in what it called.</summary>
    public long Total { get; set; }

    /// <summary>Samples that were taken in it itself.</summary>
    public long Self { get; set; }

    /// <summary>What it called, by name.</summary>
    public IEnumerable<StackNode> Children => _children.Values.OrderBy(static child => child.Frame.Name, StringComparer.Ordinal);

    /// <summary>Finds what it called.</summary>
    /// <param name="called">The frame.</param>
    /// <param name="mayAdd">Whether one that is not there is added.</param>
    /// <returns>The node; null where there is none and none may be added.</returns>
    public StackNode? Find(StackFrame called, bool mayAdd)
    {
        if (_children.TryGetValue(called, out StackNode? child) || !mayAdd) return child;
        child = new StackNode(called);
        _children.Add(called, child);
        return child;
    }
}

/// <summary>
/// Samples of stacks, added up from their outermost frames on, by thread. However many stacks there are, no more than a number of nodes is kept.
/// </summary>
internal sealed class StackTree
{
    private const int NodeCountMaxDefault = 50_000;
    private const int DepthMax = 256;
    private readonly int _nodeCountMax;
    private int _nodeCount;

    /// <summary>Makes an empty one.</summary>
    /// <param name="nodeCountMax">How many nodes it may have.</param>
    public StackTree(int nodeCountMax = NodeCountMaxDefault) => _nodeCountMax = nodeCountMax;

    /// <summary>All of it; below it stand the threads.</summary>
    public StackNode Root { get; } = new(new StackFrame("all", FrameKind.Unknown));

    /// <summary>Samples whose innermost frames were left out, as there was no room for more nodes or the stack was too deep.</summary>
    public long CutCount { get; private set; }

    /// <summary>Adds a sample.</summary>
    /// <param name="thread">The name of its thread.</param>
    /// <param name="frames">Its stack, the innermost frame first.</param>
    public void Add(string thread, IReadOnlyList<StackFrame> frames)
    {
        Root.Total++;
        if (Enter(Root, new StackFrame(thread, FrameKind.Unknown)) is not { } at)
        {
            Root.Self++;
            CutCount++;
            return;
        }

        int first = Math.Max(frames.Count - DepthMax, 0);
        bool isCut = first > 0;
        for (int i = frames.Count - 1; i >= first; i--)
        {
            if (Enter(at, frames[i]) is not { } next)
            {
                isCut = true;
                break;
            }

            at = next;
        }

        at.Self++;
        if (isCut) CutCount++;
    }

    /// <summary>Samples by frame that were taken in the frame itself, the most first.</summary>
    public IEnumerable<(StackFrame Frame, long Count)> Hottest()
    {
        Dictionary<StackFrame, long> counts = [];
        Stack<StackNode> open = new(Root.Children);
        while (open.TryPop(out StackNode? node))
        {
            if (node.Self > 0) counts[node.Frame] = counts.GetValueOrDefault(node.Frame) + node.Self;
            foreach (StackNode child in node.Children) open.Push(child);
        }

        return counts.Select(static pair => (pair.Key, pair.Value)).OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key.Name, StringComparer.Ordinal);
    }

    private StackNode? Enter(StackNode at, StackFrame frame)
    {
        if (at.Find(frame, mayAdd: false) is not { } node)
        {
            node = at.Find(frame, mayAdd: _nodeCount < _nodeCountMax);
            if (node is null) return null;
            _nodeCount++;
        }

        node.Total++;
        return node;
    }
}
