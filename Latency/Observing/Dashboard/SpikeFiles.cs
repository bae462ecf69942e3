using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Native.Files;
using Microsoft.AspNetCore.Http;

namespace FeedHandler.Observing;

/// <summary>
/// What the flight recorder of a feed saved, to be read from the page that shows it. Served are the files that this feed says it has written, by exactly the
/// names that it says, and nothing else of the folder or beside it: a name out of a request is compared, and never part of a path.
/// </summary>
/// <param name="folder">The folder; null tells of them and serves none.</param>
/// <param name="status">The feed.</param>
internal sealed class SpikeFiles(string? folder, FeedStatus status)
{
    /// <summary>Where all of them are told.</summary>
    public const string List = "/api/spikes";

    /// <summary>Their addresses.</summary>
    public const string Route = "/api/spikes/{name}";

    private const string ContentType = "application/octet-stream";
    private const int ListedMax = 64;
    private const long NsPerMs = 1_000_000;

    /// <summary>How long before a time a packet was received; 0 where nobody knows, and of a capture, whose packets are of another day.</summary>
    public static long AgoMs(FeedStatus status, in FlightSpike spike, long nowMs) =>
        status.Receiver is null || spike.RxNs <= 0 ? 0 : Math.Max(0, nowMs - (spike.RxNs / NsPerMs));

    /// <summary>Writes the latest of them, the last first.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        IReadOnlyList<FlightFile> files = status.Spikes;
        writer.WriteStartArray();
        for (int i = files.Count - 1; i >= Math.Max(0, files.Count - ListedMax); i--) Write(writer, files[i]);
        writer.WriteEndArray();
    }

    /// <summary>Answers a request with one.</summary>
    public async Task Send(HttpContext context)
    {
        string? name = NameOf(context.Request.RouteValues["name"] as string);
        FileStream? file = name is null ? null : Open(name);
        if (file is null)
        {
            await Answers.Refuse(context, StatusCodes.Status404NotFound, "no such file was saved, or it is there no more\n").ConfigureAwait(false);
            return;
        }

        await using (file.ConfigureAwait(false))
        {
            context.Response.ContentType = ContentType;
            context.Response.ContentLength = file.Length;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void Write(Utf8JsonWriter writer, FlightFile file)
    {
        FlightSpike spike = file.Spike;
        writer.WriteStartObject();
        writer.WriteString("file", file.Name);
        if (spike.RxNs > 0) writer.WriteNumber("timeMs", spike.RxNs / NsPerMs);
        writer.WriteNumber("channel", file.Channel);
        writer.WriteNumber("packets", file.Packets);
        spike.WriteTimes(writer);
        writer.WriteEndObject();
    }

    private string? NameOf(string? asked)
    {
        IReadOnlyList<FlightFile> files = status.Spikes;
        for (int i = files.Count - 1; i >= 0; i--)
        {
            if (files[i].Name == asked) return files[i].Name;
        }

        return null;
    }

    // Whoever may write to the folder may have put a link or a pipe in the place of a file since.
    private FileStream? Open(string name)
    {
        if (folder is null) return null;
        try
        {
            string path = Path.Combine(folder, name);
            bool isFile = FileIdentity.Of(path, followsLink: false).Kind == FileKind.Regular; // to open a pipe would wait for a writer
            return isFile ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
