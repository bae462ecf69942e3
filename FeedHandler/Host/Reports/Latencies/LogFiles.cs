using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Reports.Latencies;

/// <summary>Histogram logs as they are named: files, or folders of them.</summary>
internal static class LogFiles
{
    /// <summary>What a log in a folder is called by, in words.</summary>
    public const string Pattern = "*.hlog";

    private static readonly string[] Endings = [".hlog", ".hlog.gz", ".hlog.zst"];

    /// <summary>The logs that lie in a folder, packed ones too.</summary>
    /// <param name="folder">Its full path.</param>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder).Where(static file => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>The logs of paths: each file, and of a folder those in it by name.</summary>
    /// <param name="paths">As typed.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">A folder has none.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> paths, Terminal terminal) => [.. paths.SelectMany(path => Of(path, terminal))];

    /// <summary>The logs of one path.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    public static IReadOnlyList<string> Of(string path, Terminal terminal)
    {
        string full = terminal.PathOf(path);
        if (!Directory.Exists(full)) return [path];
        string[] found = [.. In(full).Order(StringComparer.Ordinal).Select(file => Path.Combine(path, Path.GetFileName(file)))];
        return found.Length > 0 ? found : throw new CommandException($"{path}: no {Pattern} in this folder: name a log, or a folder of logs");
    }

    /// <summary>Opens a log, compressed with gzip or zstd, or not.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">It cannot be opened.</exception>
    public static HlogReader Open(string path, Terminal terminal)
    {
        InputFile.Require(terminal.PathOf(path), path, "name a histogram log, as run --hlog writes it");
        try
        {
            return new HlogReader(PackedStreams.Unpack(File.OpenRead(terminal.PathOf(path))), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: {FileFault.Of(failure)}: name a histogram log, as run --hlog writes it");
        }
    }

    /// <summary>What is said of a log that ended within a line.</summary>
    /// <param name="path">As typed.</param>
    public static string Torn(string path) => $"{path}: the last line has no end, as where a program was killed: it is left out";

    /// <summary>What is said of a log without an interval.</summary>
    /// <param name="path">As typed.</param>
    public static string Empty(string path) => $"{path}: there is no interval in it";
}
