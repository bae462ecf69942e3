using System.Text;
using System.Text.Json;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>What a simulated capture is: enough to make it again and to check that nothing changed.</summary>
public sealed record CaptureManifest
{
    /// <summary>The capture's file name.</summary>
    public required string File { get; init; }

    /// <summary>The venue, as commands name it.</summary>
    public required string Venue { get; init; }

    /// <summary>The SBE schema id.</summary>
    public required int SchemaId { get; init; }

    /// <summary>The SBE schema version.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>What the simulation was told.</summary>
    public required SimulationOptions Options { get; init; }

    /// <summary>The command that makes the capture again.</summary>
    public required string Command { get; init; }

    /// <summary>Packets that the exchange sent on each line.</summary>
    public required long PacketCount { get; init; }

    /// <summary>Frames in the capture, of both lines.</summary>
    public required long FrameCount { get; init; }

    /// <summary>The destinations and their lines, as <see cref="Lines.LineMap.Parse(string)"/> takes them.</summary>
    public required string Lines { get; init; }

    /// <summary>The SHA-256 of the file, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many events a replay makes.</summary>
    public required long EventCount { get; init; }

    /// <summary>The digest of those events, in hexadecimal, by the definition <see cref="EventDigest.Version"/>.</summary>
    public required string Digest { get; init; }

    /// <summary>Writes a manifest of captures as JSON, indented, with a newline at its end.</summary>
    /// <param name="captures">The captures.</param>
    /// <returns>The text; the same captures give the same text.</returns>
    public static string ToJson(IEnumerable<CaptureManifest> captures)
    {
        ArgumentNullException.ThrowIfNull(captures);
        using MemoryStream stream = new MemoryStream();
        using (Utf8JsonWriter writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("captures");
            foreach (CaptureManifest capture in captures) capture.Write(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("file", File);
        writer.WriteString("venue", Venue);
        writer.WriteNumber("schemaId", SchemaId);
        writer.WriteNumber("schemaVersion", SchemaVersion);
        writer.WriteNumber("seed", Options.Seed);
        writer.WriteNumber("instruments", Options.InstrumentCount);
        writer.WriteNumber("events", Options.EventCount);
        writer.WriteNumber("channelResets", Options.ChannelResetCount);
        writer.WriteString("command", Command);
        writer.WriteString("lines", Lines);
        writer.WriteNumber("packetsPerLine", PacketCount);
        writer.WriteNumber("frames", FrameCount);
        writer.WriteString("sha256", Sha256);
        writer.WriteNumber("digestEvents", EventCount);
        writer.WriteNumber("digestVersion", EventDigest.Version);
        writer.WriteString("digest", Digest);
        writer.WriteEndObject();
    }
}
