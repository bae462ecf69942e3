namespace FeedHandler.Core.Arbitration;

/// <summary>The last runs of packets that were given up, to tell a late packet from a duplicate.</summary>
internal sealed class GapHistory
{
    private const int CountMax = 64;
    private readonly (uint From, uint To)[] _gaps = new (uint From, uint To)[CountMax];
    private int _next;

    public void Add(uint from, uint to)
    {
        _gaps[_next] = (from, to);
        _next = (_next + 1) % CountMax;
    }

    public bool Contains(uint seqNum)
    {
        foreach (var (from, to) in _gaps)
        {
            if (seqNum - from < to - from) return true;
        }

        return false;
    }

    public void Clear() => Array.Clear(_gaps);
}
