using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Allocation.Feeds;

/// <summary>The feeds that are measured.</summary>
internal static class Feed
{
    /// <summary>The project's own capture of a simulated channel, both lines.</summary>
    public const string StoredCapture = "captures/cme-simulated.pcapng";

    /// <summary>A real channel, both lines.</summary>
    public const string RealCapture = "captures/cme/v6.channel340.pcapng";

    private const long SessionNs = 7L * 24 * 3600 * 1_000_000_000;

    private static readonly LineFaults Rough = new()
    {
        LostPerMille = 200,
        DuplicatedPerMille = 30,
        ReorderedPerMille = 100,
        CorruptedPerMille = 30,
        JitterNs = 60_000,
        FirstSeqNum = 60,
    };

    /// <summary>Definitions, openings, match events, statistics, channel resets and a sequence that starts again; nothing lost.</summary>
    public static IReadOnlyList<Arrival> Orderly() => Simulate(new LineFaults());

    /// <summary>The same with loss on both lines, duplicates, reordering and broken bytes.</summary>
    public static IReadOnlyList<Arrival> Disorderly() => Simulate(Rough);

    public static PacketStore Load(FeedKind kind) => kind switch
    {
        FeedKind.Orderly => PacketStore.Load(new ArrivalReceiver(Orderly())),
        FeedKind.Disorderly => PacketStore.Load(new ArrivalReceiver(Disorderly())),
        FeedKind.Stored => LoadCapture(Repository.PathOf(StoredCapture)),
        _ => LoadCapture(Require.Shared(RealCapture)),
    };

    private static PacketStore LoadCapture(string path)
    {
        using CaptureFile file = CaptureFile.Open(path);
        using CaptureReceiver receiver = new([file], LineMap.Infer([file]));
        return PacketStore.Load(receiver);
    }

    // Two weeks of one channel: in the second the sequence starts again.
    private static IReadOnlyList<Arrival> Simulate(LineFaults faults)
    {
        SimulationOptions first = new() { Seed = 7, EventCount = 2000, ChannelResetCount = 2 };
        SimulationOptions second = first with { Seed = 8, StartNs = first.StartNs + SessionNs };
        return [.. Send(first, faults), .. Send(second, faults)];
    }

    private static IReadOnlyList<Arrival> Send(SimulationOptions options, LineFaults faults) =>
        new LineSimulator(options.Seed, faults, faults).Send(new SimulatedFeed(options).Packets());
}
