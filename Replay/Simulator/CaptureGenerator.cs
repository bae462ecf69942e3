using System.Globalization;
using System.Security.Cryptography;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Writes a simulated channel as a capture of its two lines: pcapng with nanoseconds, frames with right checksums, to multicast groups of the range
/// that organizations use within themselves (RFC 2365). The same options give the same file.
/// </summary>
public static class CaptureGenerator
{
    /// <summary>Which destination is which line, as <see cref="Lines.LineMap.Parse"/> takes it.</summary>
    public const string Lines = "239.200.0.1:14001=A,239.200.0.2:15001=B";

    private static readonly UdpEndpoint Source = Endpoint(192, 0, 2, 1, port: 14000); // TEST-NET-1, RFC 5737
    private static readonly UdpEndpoint GroupA = Endpoint(239, 200, 0, 1, port: 14001);
    private static readonly UdpEndpoint GroupB = Endpoint(239, 200, 0, 2, port: 15001);

    // Line A is a little faster, as a first line is.
    private static readonly LineFaults FaultsA = new() { DelayNs = 12_000, JitterNs = 8_000 };
    private static readonly LineFaults FaultsB = new() { DelayNs = 14_000, JitterNs = 9_000 };

    /// <summary>Writes a capture to a file, over one that is there.</summary>
    /// <param name="options">What the channel does.</param>
    /// <param name="path">The file.</param>
    /// <returns>What the capture is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static CaptureManifest Write(SimulationOptions options, string path)
    {
        using var stream = File.Create(path);
        return Write(options, stream, Path.GetFileName(path));
    }

    /// <summary>Writes a capture to a stream.</summary>
    /// <param name="options">What the channel does.</param>
    /// <param name="stream">Takes the bytes, and stays open.</param>
    /// <param name="fileName">The name that the manifest gives the capture.</param>
    /// <returns>What the capture is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static CaptureManifest Write(SimulationOptions options, Stream stream, string fileName)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var arrivals = new LineSimulator(options.Seed, FaultsA, FaultsB).Send(new SimulatedFeed(options).Packets());
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var buffered = new BufferedStream(hashed, 1 << 16))
        {
            WriteFrames(arrivals, buffered);
        }

        var digest = CaptureDigest.Of(arrivals);
        return new CaptureManifest
        {
            File = fileName,
            Venue = CmeMdp3.Name,
            SchemaId = CmeMdp3.SchemaId,
            SchemaVersion = options.SchemaVersion,
            Options = options,
            Command = Command(options, fileName),
            PacketCount = arrivals.Count / 2,
            FrameCount = arrivals.Count,
            Lines = Lines,
            Sha256 = Convert.ToHexStringLower(hash.Hash!),
            EventCount = digest.Count,
            Digest = digest.Value.ToString("x16", CultureInfo.InvariantCulture),
        };
    }

    private static void WriteFrames(IReadOnlyList<Arrival> arrivals, Stream stream)
    {
        var lineA = new UdpFrameWriter(Source, GroupA);
        var lineB = new UdpFrameWriter(Source, GroupB);
        var frame = new byte[UdpFrameWriter.HeaderBytes + UdpFrameWriter.PayloadBytesMax];
        using var capture = new PcapNgWriter(stream, LinkType.Ethernet, leaveOpen: true);
        foreach (var arrival in arrivals)
        {
            var frameBytes = (arrival.Line == Line.A ? lineA : lineB).Write(arrival.Bytes.Span, frame);
            capture.Write(frame.AsSpan(0, frameBytes), arrival.RxNs);
        }
    }

    private static UdpEndpoint Endpoint(byte first, byte second, byte third, byte fourth, ushort port) =>
        new(((uint)first << 24) | ((uint)second << 16) | ((uint)third << 8) | fourth, port, IsIPv6: false);

    // Options that have no switch keep their defaults in captures that are kept.
    private static string Command(SimulationOptions options, string fileName) => string.Create(
        CultureInfo.InvariantCulture,
        $"feedhandler simulate --seed {options.Seed} --instruments {options.InstrumentCount} --events {options.EventCount} --out {fileName}");
}
