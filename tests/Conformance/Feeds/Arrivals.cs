using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Conformance.Feeds;

/// <summary>Packets for the pipelines: simulated, captured, and cut in other ways.</summary>
internal static class Arrivals
{
    private static readonly LineFaults Clean = new();

    public static IReadOnlyList<Arrival> Simulated(ulong seed, int eventCount = 1500) =>
        new LineSimulator(seed, Clean, Clean).Send(new SimulatedFeed(new SimulationOptions { Seed = seed, EventCount = eventCount }).Packets());

    public static IReadOnlyList<Arrival> Lossy(ulong seed)
    {
        LineFaults faults = new LineFaults { LostPerMille = 250, DuplicatedPerMille = 50, ReorderedPerMille = 50, FirstSeqNum = 60 };
        SimulationOptions options = new SimulationOptions { Seed = seed, EventCount = 1500, UsesDeleteFrom = true };
        return new LineSimulator(seed, faults, faults).Send(new SimulatedFeed(options).Packets());
    }

    /// <summary>The real capture of 2016: 5000 packets on each line.</summary>
    public static IReadOnlyList<Arrival> Captured()
    {
        using CaptureFile file = CaptureFile.Open(Require.Shared("captures/cme/v6.channel340.pcapng"));
        using CaptureReceiver receiver = new CaptureReceiver([file], LineMap.Infer([file]));
        using PacketStore store = PacketStore.Load(receiver);
        return Of(store);
    }

    public static List<Arrival> Of(PacketStore store)
    {
        List<Arrival> arrivals = new List<Arrival>(store.Count);
        for (int index = 0; index < store.Count; index++)
        {
            Packet packet = store[index];
            arrivals.Add(new Arrival((Line)packet.Group, packet.RxNs, BinaryPrimitives.ReadUInt32LittleEndian(packet.Bytes), packet.Bytes.ToArray()));
        }

        return arrivals;
    }

    public static List<Arrival> Of(this IEnumerable<Arrival> arrivals, Line line) => [.. arrivals.Where(arrival => arrival.Line == line)];

    public static List<Arrival> Swapped(this IEnumerable<Arrival> arrivals) =>
        [.. arrivals.Select(arrival => arrival with { Line = arrival.Line == Line.A ? Line.B : Line.A })];

    /// <summary>The packets of one line, sent down two lines again with another skew and jitter.</summary>
    public static IReadOnlyList<Arrival> Interleaved(this IEnumerable<Arrival> oneLine, ulong seed)
    {
        Random random = new Random((int)seed);
        LineFaults a = new LineFaults { DelayNs = random.Next(0, 400_000), JitterNs = random.Next(0, 300_000), ReorderedPerMille = 20 };
        LineFaults b = new LineFaults { DelayNs = random.Next(0, 400_000), JitterNs = random.Next(0, 300_000), ReorderedPerMille = 20 };
        return new LineSimulator(seed, a, b).Send(oneLine.Select(arrival => new SimulatedPacket(arrival.SeqNum, arrival.RxNs, arrival.Bytes)));
    }

    /// <summary>The same messages, each in a packet of its own.</summary>
    public static List<Arrival> OneMessageEach(this IEnumerable<Arrival> oneLine)
    {
        List<Arrival> arrivals = new List<Arrival>();
        foreach (Arrival arrival in oneLine)
        {
            ReadOnlySpan<byte> bytes = arrival.Bytes.Span;
            for (int offset = CmeMdp3.PacketHeaderBytes; offset < bytes.Length;)
            {
                int messageBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
                byte[] packet = [.. bytes[..CmeMdp3.PacketHeaderBytes], .. bytes.Slice(offset, messageBytes)];
                uint seqNum = (uint)arrivals.Count + 1;
                BinaryPrimitives.WriteUInt32LittleEndian(packet, seqNum);
                arrivals.Add(new Arrival(arrival.Line, arrival.RxNs, seqNum, packet));
                offset += messageBytes;
            }
        }

        return arrivals;
    }
}
