using FeedHandler.Journals;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Engine;

/// <summary>Open captures that are read as one, any number of times.</summary>
public sealed class CaptureSet : IDisposable
{
    private const string Automatic = "auto";
    private readonly List<CaptureFile> _files;

    private CaptureSet(List<CaptureFile> files, LineMap lines, TrailerKind trailer)
    {
        _files = files;
        Lines = lines;
        Trailer = trailer;
    }

    /// <summary>What can be said of trailers on the command line.</summary>
    public static string[] TrailerNames { get; } = ["none", Automatic, "metamako", "exablaze", "cpacket"];

    /// <summary>The files.</summary>
    public IReadOnlyList<CaptureFile> Files => _files;

    /// <summary>Which destination is which line.</summary>
    public LineMap Lines { get; }

    /// <summary>What the groups are.</summary>
    public FeedSource Source =>
        new(Lines.Feed, [.. Lines.Entries.Select(static entry => entry.Destination.ToString())], Lines.Finding, _files.All(static file => file.NotesGaps))
        {
            SetAside = [.. Lines.SetAside.Select(static entry => entry.Destination.ToString())],
        };

    /// <summary>Whose time stamps are the receive times.</summary>
    public TrailerKind Trailer { get; }

    /// <summary>Opens captures.</summary>
    /// <exception cref="LinesException">The lines that were given are wrong.</exception>
    /// <exception cref="FeedException">A file is not a capture, or the lines cannot be told.</exception>
    public static CaptureSet Open(CaptureSettings settings)
    {
        List<CaptureFile> files = [];
        try
        {
            foreach (string path in settings.Paths)
            {
                string also = InputFile.IsPipe(path) ? ", or give it to inspect" : ""; // which reads no device either
                if (!Directory.Exists(path)) InputFile.Require(path, path, $"write the capture to a file first{also}");
                files.Add(CaptureFile.Open(path, settings.JournalStart));
            }

            return new CaptureSet(files, ReadLines(settings, files), ReadTrailer(settings.Trailer, files));
        }
        catch (Exception failure) when (failure is CaptureFormatException or LineMapException or FeedException)
        {
            Close(files);
            throw failure is FeedException ? failure : new FeedException(failure.Message);
        }
    }

    /// <summary>A receiver at the start of the captures.</summary>
    public CaptureReceiver CreateReceiver() => new(_files, Lines, Trailer);

    /// <inheritdoc/>
    public void Dispose() => Close(_files);

    private static LineMap ReadLines(CaptureSettings settings, List<CaptureFile> files)
    {
        if (settings.Lines is null) return NotedLines(files) ?? LineMap.Infer(files);
        try
        {
            return LineMap.Parse(settings.Lines, files);
        }
        catch (LineMapException failure)
        {
            throw new LinesException(failure.Message);
        }
    }

    // What all of them say alike; where that makes no sense they are looked at as captures that say nothing.
    private static LineMap? NotedLines(List<CaptureFile> files)
    {
        if (files[0].NotedLines is not { } lines || files.Exists(file => file.NotedLines != lines)) return null;
        try
        {
            return LineMap.ParseNoted(lines, files);
        }
        catch (LineMapException)
        {
            return null;
        }
    }

    private static TrailerKind ReadTrailer(string name, List<CaptureFile> files) =>
        name == Automatic ? TrailerProbe.Probe(files[0]) : Enum.Parse<TrailerKind>(name, ignoreCase: true);

    private static void Close(List<CaptureFile> files)
    {
        foreach (CaptureFile file in files) file.Dispose();
    }
}

/// <summary>Which captures to read, and how.</summary>
/// <param name="Paths">The files, at least one.</param>
/// <param name="Lines">The line map as typed, or null to find the lines in the captures.</param>
/// <param name="Trailer">The name of the trailer, see <see cref="CaptureSet.TrailerNames"/>.</param>
public sealed record CaptureSettings(IReadOnlyList<string> Paths, string? Lines, string Trailer)
{
    /// <summary>Where a journal begins to be read: at the last point in front of it.</summary>
    public JournalStart JournalStart { get; init; }
}
