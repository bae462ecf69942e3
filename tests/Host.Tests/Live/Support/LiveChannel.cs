using System.Buffers.Binary;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>A simulated channel as packets to send, and as a capture, by which a replay says what a feed must say. In a folder that goes with it.</summary>
internal sealed class LiveChannel : IDisposable
{
    private readonly byte[][] _packets;

    /// <summary>Simulates a channel.</summary>
    /// <param name="eventCount">Match events; four of five make a packet.</param>
    /// <param name="seed">Where every choice starts from.</param>
    /// <param name="id">The channel's number.</param>
    public LiveChannel(int eventCount, ulong seed = 1, short id = 310)
    {
        SimulationOptions options = new() { Seed = seed, EventCount = eventCount, ApplId = id };
        CaptureGenerator.Write(options, Capture);
        _packets = [.. new SimulatedFeed(options).Packets().Select(static packet => packet.Bytes.ToArray())];
    }

    /// <summary>A folder for whatever belongs to it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("live-channel-").FullName;

    /// <summary>Both lines, each with every packet.</summary>
    public string Capture => Path.Combine(Folder, "capture.pcapng");

    /// <summary>How many packets each line has.</summary>
    public int Count => _packets.Length;

    /// <summary>A packet by its place, which is its number less 1.</summary>
    public byte[] this[int index] => _packets[index];

    /// <summary>What a replay of the capture says of it.</summary>
    public string Digest => LiveSystem.Replay(Capture).GetProperty("digest").GetString()!;

    /// <summary>A copy of a packet that says another number and was sent at another time.</summary>
    /// <param name="index">The packet.</param>
    /// <param name="number">The number that it says.</param>
    /// <param name="laterNs">By how much later it says it was sent.</param>
    public byte[] Forge(int index, uint number, long laterNs)
    {
        byte[] packet = [.. _packets[index]];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, number);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(4), BinaryPrimitives.ReadInt64LittleEndian(packet.AsSpan(4)) + laterNs);
        return packet;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
