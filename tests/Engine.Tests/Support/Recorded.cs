using FeedHandler.Core.Arbitration;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Support;

/// <summary>Captures for feeds.</summary>
internal static class Recorded
{
    /// <summary>The repository's own: two lines of channel 310.</summary>
    public static string Capture => Repository.PathOf("captures/cme-simulated.pcapng");

    /// <summary>The digest of its events, which its manifest says.</summary>
    public static string Digest { get; } = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.PathOf("captures/manifest.json")))
        .RootElement.GetProperty("captures")[0].GetProperty("digest").GetString()!;
}
