using System.Globalization;
using System.Security.Cryptography;
using FeedHandler.Core.Events;
using FeedHandler.Core.Frames;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Writes a simulated channel as a capture of its two lines: pcapng with nanoseconds, frames with right checksums, to multicast groups of the range
/// that organizations use within themselves (RFC 2365). The same options give the same file.
/// </summary>
public static class CaptureGenerator
{
    private const long NsPerMs = 1_000_000;
    private const long RestartPauseNs = 1_000_000_000;
    private static readonly UdpEndpoint Source = CaptureLines.Endpoint(192, 0, 2, 1, port: 14000); // TEST-NET-1, RFC 5737

    /// <summary>Writes a capture to a file, over one that is there.</summary>
    /// <param name="options">What the channel does.</param>
    /// <param name="path">The file.</param>
    /// <param name="lines">The lines; null for the usual ones.</param>
    /// <returns>What the capture is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static CaptureManifest Write(SimulationOptions options, string path, CaptureLines? lines = null)
    {
        using FileStream stream = File.Create(path);
        return Write(options, stream, Path.GetFileName(path), lines);
    }

    /// <summary>Writes a capture to a stream.</summary>
    /// <param name="options">What the channel does.</param>
    /// <param name="stream">Takes the bytes, and stays open.</param>
    /// <param name="fileName">The name that the manifest gives the capture.</param>
    /// <param name="lines">The lines; null for the usual ones.</param>
    /// <param name="watch">Sees how far it is and may stop it; null for nobody.</param>
    /// <returns>What the capture is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static CaptureManifest Write(
        SimulationOptions options, Stream stream, string fileName, CaptureLines? lines = null, GenerationWatch? watch = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        lines ??= new CaptureLines();
        watch ??= new GenerationWatch(CancellationToken.None);
        LineSimulator simulator = new LineSimulator(options.Seed, lines.FaultsA, lines.FaultsB);
        SimulatedLoops loops = new(lines.SnapshotMs * NsPerMs, lines.DefinitionMs * NsPerMs, lines.OrderSnapshotMs * NsPerMs);
        IReadOnlyList<Arrival> arrivals = simulator.Send(watch.Over(GenerationPhase.Making, Packets(options, lines, loops)));
        if (lines.HasLoops) arrivals = loops.Merge(arrivals, options.Seed, lines.FaultsA, lines.FaultsB);
        using SHA256 hash = SHA256.Create();
        using (CryptoStream hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (BufferedStream buffered = new BufferedStream(hashed, 1 << 16))
        {
            WriteFrames(watch.Over(GenerationPhase.Writing, arrivals), lines, buffered);
        }

        EventDigest digest = CaptureDigest.Of(watch.Over(GenerationPhase.ReadingBack, arrivals), lines);
        return Manifest(options, lines, fileName, Convert.ToHexStringLower(hash.Hash!), (simulator.Sent.Count, arrivals.Count), digest);
    }

    private static CaptureManifest Manifest(
        SimulationOptions options, CaptureLines lines, string fileName, string sha256, (int Packets, int Frames) counts, EventDigest digest)
    {
        return new CaptureManifest
        {
            File = fileName,
            Venue = CmeMdp3.Name,
            SchemaId = CmeMdp3.SchemaId,
            SchemaVersion = options.SchemaVersion,
            Options = options,
            Command = Command(options, lines, fileName),
            PacketCount = counts.Packets,
            FrameCount = counts.Frames,
            Lines = lines.ToText(options.ApplId),
            Sha256 = sha256,
            EventCount = digest.Count,
            Digest = digest.Value.ToString("x16", CultureInfo.InvariantCulture),
        };
    }

    // A sequence that starts again is the day of another seed, with its definitions and its opening.
    private static IEnumerable<SimulatedPacket> Packets(SimulationOptions options, CaptureLines lines, SimulatedLoops loops)
    {
        long lastNs = options.StartNs;
        foreach (SimulatedPacket packet in loops.Follow(options).Take(lines.RestartAt == 0 ? int.MaxValue : lines.RestartAt))
        {
            lastNs = packet.SendingTimeNs;
            yield return packet;
        }

        if (lines.RestartAt == 0) yield break;
        SimulationOptions again = options with { Seed = options.Seed + 1, FirstSeqNum = 1, StartNs = lastNs + RestartPauseNs, Session = options.Session + 1 };
        foreach (SimulatedPacket packet in loops.Follow(again)) yield return packet;
    }

    private static void WriteFrames(IEnumerable<Arrival> arrivals, CaptureLines lines, Stream stream)
    {
        Dictionary<(FeedRole, Line), UdpFrameWriter> writers = [];
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + UdpFrameWriter.PayloadBytesMax];
        using PcapNgWriter capture = new PcapNgWriter(stream, LinkType.Ethernet, leaveOpen: true);
        foreach (Arrival arrival in arrivals)
        {
            if (!writers.TryGetValue((arrival.Role, arrival.Line), out UdpFrameWriter? writer))
                writers[(arrival.Role, arrival.Line)] = writer = new UdpFrameWriter(Source, lines.GroupOf(arrival.Role, arrival.Line));
            int frameBytes = writer.Write(arrival.Bytes.Span, frame);
            capture.Write(frame.AsSpan(0, frameBytes), arrival.RxNs);
        }
    }

    // Options that have no switch keep their defaults in captures that are kept.
    private static string Command(SimulationOptions options, CaptureLines lines, string fileName)
    {
        SimulationOptions usual = new SimulationOptions();
        string rare = CaptureLines.Switch("channel", options.ApplId, usual.ApplId)
            + CaptureLines.Switch("schema-version", options.SchemaVersion, usual.SchemaVersion) + (options.Day is null ? "" : " --trading-day")
            + (options.Profile == MarketProfile.Burst ? " --profile burst" : "")
            + lines.Switches();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"feedhandler simulate --seed {options.Seed} --instruments {options.InstrumentCount} --events {options.EventCount}{rare} --out {fileName}");
    }
}
