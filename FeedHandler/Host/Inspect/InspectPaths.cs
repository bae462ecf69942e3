using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Inspect;

/// <summary>The captures that were named.</summary>
/// <param name="All">Paths as they can be opened; standard input at most once.</param>
internal sealed record InspectPaths(IReadOnlyList<string> All)
{
    /// <summary>The captures named on the command line, or the repository's own.</summary>
    /// <exception cref="CommandException">Standard input is named twice.</exception>
    public static InspectPaths Of(string[] named, Terminal terminal)
    {
        if (named.Count(static path => path == InspectInput.StandardInput) > 1) throw new UsageException("-: standard input can be read only once");
        InspectPaths paths = new(named.Length > 0 ? [.. named.Select(path => InFolder(path, terminal))] : [CaptureFinder.Find(terminal.Folder)]);
        terminal.Redirected.RequireApart(terminal, paths.All);
        return paths;
    }

    /// <summary>Those that can be read twice: plain files.</summary>
    public IReadOnlyList<string> Plain => [.. All.Where(IsPlain)];

    /// <summary>The lines as typed; else as plain files tell them; null when neither does.</summary>
    /// <param name="typed">A line map, or null.</param>
    /// <exception cref="CommandException">What was typed is no line map.</exception>
    public LineMap? FindLines(string? typed)
    {
        try
        {
            if (typed is null) return FromFiles(LineMap.Infer) is { IsProved: true } found ? found : null;
            return FromFiles(files => LineMap.Parse(typed, files)) ?? LineMap.Parse(typed);
        }
        catch (LineMapException failure)
        {
            if (typed is null) return null;
            throw new UsageException($"--lines: {failure.Message}");
        }
    }

    // Only plain files can be read twice.
    private LineMap? FromFiles(Func<IReadOnlyList<CaptureFile>, LineMap> read)
    {
        if (!All.All(IsPlain)) return null;
        List<CaptureFile> files = [];
        try
        {
            foreach (string path in All) files.Add(CaptureFile.Open(path));
            return read(files);
        }
        catch (CaptureFormatException)
        {
            return null;
        }
        finally
        {
            foreach (CaptureFile file in files) file.Dispose();
        }
    }

    private static bool IsPlain(string path) => File.Exists(path) && new FileInfo(path).Length > 0;

    private static string InFolder(string path, Terminal terminal) =>
        path == InspectInput.StandardInput || terminal.Folder == Environment.CurrentDirectory ? path : Path.Combine(terminal.Folder, path);
}
