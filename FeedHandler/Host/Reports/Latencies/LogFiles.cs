using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Reports.Latencies;

/// <summary>Histogram logs as they are named: files, or folders of them.</summary>
internal static class LogFiles
{
    /// <summary>What a log in a folder is called by.</summary>
    public const string Pattern = "*.hlog";

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
        string[] found = [.. Directory.GetFiles(full, Pattern).Order(StringComparer.Ordinal).Select(file => Path.Combine(path, Path.GetFileName(file)))];
        return found.Length > 0 ? found : throw new CommandException($"{path}: no {Pattern} in this folder: name a log, or a folder of logs");
    }

    /// <summary>Opens a log.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">It cannot be opened.</exception>
    public static HlogReader Open(string path, Terminal terminal)
    {
        InputFile.Require(terminal.PathOf(path), path, "name a histogram log, as run --hlog writes it");
        try
        {
            return new HlogReader(File.OpenRead(terminal.PathOf(path)), path);
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
