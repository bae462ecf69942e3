namespace FeedHandler.Replay.Simulator;

/// <summary>Who waits for a capture to be made: sees how far it is, and may stop it.</summary>
/// <param name="stop">Stops it.</param>
public sealed class GenerationWatch(CancellationToken stop)
{
    private readonly long[] _counts = new long[Enum.GetValues<GenerationPhase>().Length];
    private int _phase;

    /// <summary>What is done now, and how many packets or frames it is done with.</summary>
    public (GenerationPhase Phase, long Count) Progress
    {
        get
        {
            int phase = Volatile.Read(ref _phase);
            return ((GenerationPhase)phase, Volatile.Read(ref _counts[phase]));
        }
    }

    /// <summary>Counts the items of a sequence as they pass, until it is stopped.</summary>
    /// <param name="phase">What is done with them.</param>
    /// <param name="items">The sequence.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal IEnumerable<T> Over<T>(GenerationPhase phase, IEnumerable<T> items)
    {
        Volatile.Write(ref _phase, (int)phase);
        foreach (T? item in items)
        {
            stop.ThrowIfCancellationRequested();
            Volatile.Write(ref _counts[(int)phase], _counts[(int)phase] + 1);
            yield return item;
        }
    }
}

/// <summary>What is done to make a capture, one after the other.</summary>
public enum GenerationPhase
{
    /// <summary>Packets are made.</summary>
    Making,

    /// <summary>Frames, one for each packet that a line did not lose, are written.</summary>
    Writing,

    /// <summary>Frames are read back, for the digest of their events.</summary>
    ReadingBack,
}
