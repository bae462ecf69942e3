using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Tests.Support;

/// <summary>Classic pcap files of UDP datagrams to two lines, in a folder of their own that goes with this.</summary>
internal sealed class SmallCapture : IDisposable
{
    private const int FrameHeaderBytes = 14 + 20 + 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("feedhandler-host-").FullName;

    /// <summary>The folder of the files.</summary>
    public string Folder => _folder;

    /// <summary>A capture of a simulated channel on two lines with faults.</summary>
    public string WriteSimulated(string name = "simulated.pcap", ulong seed = 1, int eventCount = 300, LineFaults? faultsB = null)
    {
        SimulatedFeed feed = new(new SimulationOptions { Seed = seed, EventCount = eventCount });
        LineSimulator lines = new(seed, new LineFaults(), faultsB ?? new LineFaults { DelayNs = 40_000 });
        return Write(name, [.. lines.Send(feed.Packets()).Select(static arrival => (arrival.Line, arrival.RxNs, arrival.Bytes.ToArray()))]);
    }

    /// <summary>A capture of given payloads.</summary>
    public string Write(string name, params (Line Line, long RxNs, byte[] Payload)[] packets)
    {
        using MemoryStream file = new();
        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0xA1B23C4D); // nanoseconds
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], 1); // Ethernet
        file.Write(head);
        foreach ((Line line, long rxNs, byte[] payload) in packets) WriteRecord(file, line, rxNs, payload);
        return WriteBytes(name, file.ToArray());
    }

    /// <summary>A file of any bytes.</summary>
    public string WriteBytes(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void WriteRecord(MemoryStream file, Line line, long rxNs, byte[] payload)
    {
        Span<byte> record = stackalloc byte[16];
        int length = FrameHeaderBytes + payload.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(rxNs / 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(rxNs % 1_000_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], length);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], length);
        file.Write(record);
        Span<byte> frame = stackalloc byte[FrameHeaderBytes];
        frame.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0800);
        frame[14] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(frame[16..], (ushort)(28 + payload.Length));
        frame[22] = 16; // time to live
        frame[23] = 17; // UDP
        ReadOnlySpan<byte> destination = line == Line.A ? [224, 0, 31, 1] : [224, 0, 32, 1];
        destination.CopyTo(frame[30..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[34..], 9000);
        BinaryPrimitives.WriteUInt16BigEndian(frame[36..], (ushort)(line == Line.A ? 14310 : 15310));
        BinaryPrimitives.WriteUInt16BigEndian(frame[38..], (ushort)(8 + payload.Length));
        file.Write(frame);
        file.Write(payload);
    }
}
