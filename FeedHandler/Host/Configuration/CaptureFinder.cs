using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Configuration;

/// <summary>Finds the repository's own capture, for a command without a file.</summary>
internal static class CaptureFinder
{
    private const string SolutionName = "FeedHandler.sln";
    private const string ManifestName = "captures/manifest.json";

    /// <summary>The first capture that the manifest names.</summary>
    /// <param name="folder">Where to begin; then the folder of the program.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="CommandException">There is no repository, manifest or capture.</exception>
    public static string Find(string folder)
    {
        string root = FindRoot(folder) ?? FindRoot(AppContext.BaseDirectory) ?? throw new UsageException(
            $"no FILE was given, and neither {folder} nor the program lies in the repository that holds a capture: name a pcap file");
        string manifest = Path.Combine(root, ManifestName);
        if (!File.Exists(manifest)) throw new UsageException($"no FILE was given, and {manifest} does not exist: name a pcap file");
        InputFile.Require(manifest, manifest, "repair it, or name a pcap file");
        string name = FirstName(manifest) ?? throw new CommandException($"{manifest}: names no capture with a \"file\": name a pcap file");
        return Path.Combine(root, "captures", name);
    }

    /// <summary>The root of the repository, seen from a folder or from the program; null outside of it.</summary>
    public static string? FindRoot(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, SolutionName))) return at.FullName;
        }

        return null;
    }

    private static string? FirstName(string manifest)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return FirstName(document.RootElement);
        }
        catch (JsonException failure)
        {
            throw new CommandException($"{manifest}: not JSON ({failure.Message}): repair it, or name a pcap file");
        }
    }

    // The manifest is one capture, a list of them, or an object with a list of them.
    private static string? FirstName(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(FirstName).FirstOrDefault(static name => name is not null),
        JsonValueKind.Object when element.TryGetProperty("file", out JsonElement file) => file.GetString(),
        JsonValueKind.Object => element.EnumerateObject().Select(static member => FirstName(member.Value)).FirstOrDefault(static name => name is not null),
        _ => null,
    };
}
