namespace FeedHandler.Ring;

/// <summary>What a consumer has done so far. Each number is right by itself; together they are of one moment only while it rests.</summary>
/// <param name="Name">The consumer.</param>
/// <param name="Policy">What happens when it is slow.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="TakenCount">Events it took off the ring.</param>
/// <param name="LagCount">Events it has still to take.</param>
/// <param name="LagCountMax">The most it was ever behind when it looked.</param>
/// <param name="LostCount">Events it lost because it was too slow; 0 for a consumer that gates.</param>
/// <param name="ConflatedCount">Events that a later one with the same key replaced.</param>
/// <param name="GateWaitCount">How often the producer waited for it.</param>
/// <param name="GateWaitNs">How long, in all.</param>
public readonly record struct RingWorkerReport(
    string Name,
    RingPolicy Policy,
    RingWorkerState State,
    long TakenCount,
    long LagCount,
    long LagCountMax,
    long LostCount,
    long ConflatedCount,
    long GateWaitCount,
    long GateWaitNs);

/// <summary>What happens when a consumer is slower than the feed.</summary>
public enum RingPolicy
{
    /// <summary>The producer waits for it. Its waits are counted under the consumer's name.</summary>
    Gate = 0,

    /// <summary>The producer does not wait. The consumer goes on with the newest event, and counts what it skipped.</summary>
    Skip = 1,

    /// <summary>The producer does not wait. Of several events with one key that wait for the consumer the last remains, and those
    /// that it replaced are counted.</summary>
    Conflate = 2,
}

/// <summary>Where a consumer is in its life. It goes forward only.</summary>
public enum RingWorkerState
{
    /// <summary>Made, not yet run.</summary>
    Created = 0,

    /// <summary>On its thread, which is being placed; the handler is told of the start.</summary>
    Starting = 1,

    /// <summary>Taking events.</summary>
    Started = 2,

    /// <summary>Told to halt, not yet gone.</summary>
    Stopping = 3,

    /// <summary>Gone as it was told. It gates the producer no longer.</summary>
    Stopped = 4,

    /// <summary>Gone because its handler threw. It gates the producer no longer; see <see cref="RingWorker.Failure"/>.</summary>
    Faulted = 5,
}
