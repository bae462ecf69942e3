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
