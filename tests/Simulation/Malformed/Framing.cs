using System.Buffers.Binary;
using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Simulation.Malformed;

/// <summary>Where the messages of a packet begin and end.</summary>
internal static class Framing
{
    /// <summary>Packets of every kind.</summary>
    public static List<byte[]> Packets(int eventCount = 400, ulong seed = 21) =>
        [
            .. new SimulatedFeed(new SimulationOptions { Seed = seed, EventCount = eventCount, InstrumentCount = 8 })
                .Packets().Select(packet => packet.Bytes.ToArray()),
        ];

    /// <summary>The offsets at which a message begins, and the end of the packet.</summary>
    public static List<int> Boundaries(ReadOnlySpan<byte> packet)
    {
        List<int> boundaries = new List<int>();
        int offset = CmeMdp3.PacketHeaderBytes;
        for (; offset < packet.Length; offset += BinaryPrimitives.ReadUInt16LittleEndian(packet[offset..])) boundaries.Add(offset);
        boundaries.Add(offset);
        return boundaries;
    }
}
