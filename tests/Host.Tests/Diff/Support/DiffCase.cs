using System.Buffers.Binary;
using System.IO.Compression;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Host.Tests.Diff.Support;

/// <summary>A simulated channel as packets that can be changed, and files of it in a folder that goes with this.</summary>
internal sealed class DiffCase : IDisposable
{
    private const int PacketHeadBytes = 12;
    private const int MessageHeadBytes = 10;
    private const int GroupHeadBytes = 3;
    private const ushort BookTemplate = 46;
    private readonly SmallCapture _captures = new();

    public DiffCase(ulong seed = 1, int eventCount = 300)
    {
        SimulatedFeed feed = new(new SimulationOptions { Seed = seed, EventCount = eventCount });
        LineSimulator lines = new(seed, new LineFaults { JitterNs = 0 }, new LineFaults { DelayNs = 40_000, JitterNs = 0 });
        Packets = [.. lines.Send(feed.Packets()).Select(static arrival => new DiffPacket(arrival.Line, arrival.RxNs, arrival.Bytes.ToArray()))];
        Pcap = Write("day.pcap", Packets);
    }

    /// <summary>The packets of both lines, in the order of arrival.</summary>
    public IReadOnlyList<DiffPacket> Packets { get; }

    /// <summary>All of them as a capture.</summary>
    public string Pcap { get; }

    /// <summary>The number of the first packet from a place on that begins with a message of book updates.</summary>
    public uint BookPacketFrom(uint seqNum) => Packets.First(packet => packet.SeqNum >= seqNum
        && BinaryPrimitives.ReadUInt16LittleEndian(packet.Bytes.AsSpan(PacketHeadBytes + 4)) == BookTemplate).SeqNum;

    /// <summary>The lines that a replay of the capture writes.</summary>
    public string[] Lines(string? capture = null) =>
        CommandRun.Of("replay", capture ?? Pcap, "--events", "-").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes packets as a capture.</summary>
    public string Write(string name, IEnumerable<DiffPacket> packets) =>
        _captures.Write(name, [.. packets.Select(static packet => (packet.Line, packet.RxNs, packet.Bytes))]);

    /// <summary>Writes a file of any bytes.</summary>
    public string WriteBytes(string name, byte[] bytes) => _captures.WriteBytes(name, bytes);

    /// <summary>Writes lines.</summary>
    public string WriteLines(string name, params string[] lines) =>
        _captures.WriteBytes(name, System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))));

    /// <summary>The capture without a packet on either line.</summary>
    public string WithoutPacket(uint seqNum) => Write("dropped.pcap", Packets.Where(packet => packet.SeqNum != seqNum));

    /// <summary>The capture with another lowest bit of the first price of a packet, on both lines.</summary>
    public string WithOtherPrice(uint seqNum) => Write("changed.pcap", Packets.Select(packet => packet.SeqNum == seqNum ? WithOtherPrice(packet) : packet));

    /// <summary>A file in gzip.</summary>
    public string Pack(string path)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(path));
        return _captures.WriteBytes(Path.GetFileName(path) + ".gz", packed.ToArray());
    }

    /// <summary>The same records as pcapng.</summary>
    public string ToPcapNg(string path)
    {
        string written = Path.Combine(_captures.Folder, "day.pcapng");
        using CaptureFile file = CaptureFile.Open(path);
        CaptureReader reader = file.CreateReader();
        using PcapNgWriter writer = new(File.Create(written));
        while (reader.TryRead(out CaptureRecord record)) writer.Write(record.Bytes, record.TimestampNs);
        return written;
    }

    public void Dispose() => _captures.Dispose();

    private static DiffPacket WithOtherPrice(DiffPacket packet)
    {
        byte[] bytes = [.. packet.Bytes];
        int blockLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(PacketHeadBytes + 2));
        bytes[PacketHeadBytes + MessageHeadBytes + blockLength + GroupHeadBytes] ^= 1;
        return packet with { Bytes = bytes };
    }
}

/// <summary>One packet of one line.</summary>
internal sealed record DiffPacket(Line Line, long RxNs, byte[] Bytes)
{
    /// <summary>Its number.</summary>
    public uint SeqNum => BinaryPrimitives.ReadUInt32LittleEndian(Bytes);
}
