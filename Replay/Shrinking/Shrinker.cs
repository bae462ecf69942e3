using FeedHandler.Replay.Slicing;

namespace FeedHandler.Replay.Shrinking;

/// <summary>
/// Finds few things of many that still fail a check, by delta debugging (ddmin: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing
/// input", 2002): halves first, then ever smaller parts and what is left without one. The same checks give the same result in the same order.
/// </summary>
/// <param name="count">How many things there are.</param>
/// <param name="fails">Whether some of them, by their places from 0 and in ascending order, fail the check.</param>
/// <param name="runsMax">How many checks there may be.</param>
public sealed class Shrinker(int count, Func<IReadOnlyList<int>, bool> fails, int runsMax)
{
    private int[] _smallest = [.. Enumerable.Range(0, count)];

    /// <summary>The fewest so far that fail, by their places. Any thread may ask.</summary>
    public IReadOnlyList<int> Smallest => Volatile.Read(ref _smallest);

    /// <summary>How many checks there were. Any thread may ask.</summary>
    public int RunCount { get; private set; }

    /// <summary>Whether no single one of <see cref="Smallest"/> can be left out.</summary>
    public bool IsMinimal { get; private set; }

    /// <summary>Whether all things fail, without which there is nothing to find.</summary>
    public bool Confirm() => Fails(_smallest);

    /// <summary>Looks for fewer until none can be left out, or until it may not go on.</summary>
    /// <param name="mayGoOn">Asked before each check.</param>
    public void Run(Func<bool> mayGoOn)
    {
        ArgumentNullException.ThrowIfNull(mayGoOn);
        int partCount = 2;
        while (_smallest.Length > 1)
        {
            partCount = Math.Min(partCount, _smallest.Length);
            if (!TryReduce(ref partCount, mayGoOn, out bool isReduced)) return;
            if (isReduced) continue;
            if (partCount == _smallest.Length) break;
            partCount *= 2;
        }

        IsMinimal = true;
    }

    // False when it may not go on.
    private bool TryReduce(ref int partCount, Func<bool> mayGoOn, out bool isReduced)
    {
        int[] all = _smallest;
        isReduced = true;
        for (int part = 0; part < partCount; part++)
        {
            if (!MayRun(mayGoOn)) return false;
            if (!TryTake(all[Start(part, partCount)..Start(part + 1, partCount)])) continue;
            partCount = 2;
            return true;
        }

        for (int part = 0; part < partCount && partCount > 2; part++) // of two parts, what is left without one is the other
        {
            if (!MayRun(mayGoOn)) return false;
            if (!TryTake([.. all[..Start(part, partCount)], .. all[Start(part + 1, partCount)..]])) continue;
            partCount--;
            return true;
        }

        isReduced = false;
        return true;

        int Start(int part, int parts) => (int)((long)all.Length * part / parts);
    }

    private bool MayRun(Func<bool> mayGoOn) => RunCount < runsMax && mayGoOn();

    private bool TryTake(int[] candidate)
    {
        if (!Fails(candidate)) return false;
        Volatile.Write(ref _smallest, candidate);
        return true;
    }

    private bool Fails(int[] candidate)
    {
        RunCount++;
        return fails(candidate);
    }
}

/// <summary>Keeps frames by their places among all frames.</summary>
/// <param name="places">The places, from 0, in ascending order.</param>
public sealed class FrameChoice(IReadOnlyList<int> places) : ISliceChoice
{
    private int _next;

    /// <inheritdoc/>
    public SliceReason Judge(in SliceFrame frame)
    {
        if (_next == places.Count || places[_next] != frame.FrameNumber - 1) return SliceReason.Packet;
        _next++;
        return SliceReason.Kept;
    }
}
