using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Benchmarks.Feeds;

/// <summary>
/// The packets that are measured, in the order in which they arrived: short or alike input trains the branch predictor and flatters the code.
/// A capture named by FEEDHANDLER_CAPTURE takes the place of the simulated channel.
/// </summary>
internal static class Feed
{
    private const string CaptureVariable = "FEEDHANDLER_CAPTURE";

    /// <summary>Loads the packets of both lines, or of one.</summary>
    public static PacketStore Load(int packetCountMin, Line? line = null)
    {
        PacketStore packets = Environment.GetEnvironmentVariable(CaptureVariable) is { Length: > 0 } path
            ? LoadCapture(path, line)
            : PacketStore.Load(new ArrivalReceiver(Simulate()), (int?)line);
        if (packets.Count >= packetCountMin) return packets;
        throw new InvalidOperationException($"{CaptureVariable}: the capture has {packets.Count} packets; give one of {packetCountMin} or more");
    }

    private static PacketStore LoadCapture(string path, Line? line)
    {
        using CaptureFile file = CaptureFile.Open(path);
        using CaptureReceiver receiver = new([file], LineMap.Infer([file]));
        return PacketStore.Load(receiver, (int?)line);
    }

    private static IReadOnlyList<Arrival> Simulate()
    {
        SimulatedFeed feed = new(new SimulationOptions { InstrumentCount = 200, EventCount = 20_000 });
        return new LineSimulator(1, new LineFaults(), new LineFaults()).Send(feed.Packets());
    }
}
