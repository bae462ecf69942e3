using FeedHandler.Latency.Machine;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Bench;

/// <summary>A measurement and what is needed to judge and repeat it.</summary>
/// <param name="Machine">Where it was taken, with the commit.</param>
/// <param name="Command">The command line that repeats it.</param>
/// <param name="Files">The captures.</param>
/// <param name="Core">The core, or null for any.</param>
/// <param name="PassCount">Timed passes.</param>
/// <param name="Results">What each mode took.</param>
/// <param name="Ring">Latencies through the ring, or null.</param>
/// <param name="RingWait">How the strategy waited.</param>
/// <param name="Warnings">What a person must know.</param>
internal sealed record BenchReport(
    MachineDescription Machine,
    string Command,
    IReadOnlyList<string> Files,
    int? Core,
    int PassCount,
    IReadOnlyList<BenchResult> Results,
    LatencyReport? Ring,
    string RingWait,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Whether it was told to stop before the end.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What should have been done besides and was not.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}
