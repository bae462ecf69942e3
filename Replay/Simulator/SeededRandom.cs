namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A sequence of numbers that a seed fixes for ever (SplitMix64: Steele, Lea and Flood, 2014); the sequence of <see cref="Random"/> may change with
/// the runtime. Not for secrets.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from a least to a most, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True this often in a thousand.</summary>
    public bool PerMille(int count) => Below(1000) < count;
}
