using FeedHandler.Engine;
using FeedHandler.Host.Diff.Lines;
using FeedHandler.Host.Diff.Sources;
using FeedHandler.Host.Inspect;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Diff;

/// <summary>One side of a comparison: captures, or lines of events, told apart by their content.</summary>
internal sealed class SideInput : IDisposable
{
    private readonly Terminal _terminal;
    private LineStream? _lines;

    private SideInput(DiffSide side, IReadOnlyList<string> paths, Terminal terminal) => (Side, Paths, _terminal) = (side, paths, terminal);

    /// <summary>Which side it is.</summary>
    public DiffSide Side { get; }

    /// <summary>The files as they were named; lines are one.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The captures; null of lines.</summary>
    public CaptureSet? Captures { get; private set; }

    /// <summary>Whether it can be read once more.</summary>
    public bool IsRepeatable => Captures is not null || (Paths[0] != InspectInput.StandardInput && !InputFile.IsPipe(Paths[0]));

    /// <summary>Opens a side.</summary>
    /// <param name="side">Which.</param>
    /// <param name="paths">Its files, at least one.</param>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="openCaptures">Opens captures.</param>
    /// <exception cref="CommandException">It holds neither.</exception>
    public static SideInput Open(DiffSide side, IReadOnlyList<string> paths, Terminal terminal, Func<IReadOnlyList<string>, CaptureSet> openCaptures)
    {
        SideInput input = new(side, paths, terminal);
        terminal.Redirected.RequireApart(terminal, paths);
        SideContent[] contents = [.. paths.Select(input.Look)];
        int other = Array.FindIndex(contents, static content => content != SideContent.Capture);
        if (paths.Count > 1 && other >= 0)
        {
            input.Dispose();
            throw new UsageException($"{paths[other]}: no capture, and only of captures a side may have several");
        }

        if (contents[0] == SideContent.Capture) input.Captures = openCaptures(paths);
        return input;
    }

    /// <summary>The events from the first on.</summary>
    /// <param name="options">How captures are replayed.</param>
    /// <param name="channelId">The only channel that is wanted; null for all.</param>
    public EventSource CreateSource(PipelineOptions options, int? channelId)
    {
        string name = $"diff-{Side}";
        if (Captures is not null) return new CaptureSource(name, Captures, options, _terminal.Stop) { ChannelId = channelId };
        LineStream lines = _lines ?? OpenLines(Paths[0]);
        _lines = null;
        return new LineSource(name, lines, options.InstrumentsMax, _terminal.Stop) { ChannelId = channelId };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Captures?.Dispose();
        _lines?.Dispose();
    }

    // What was looked at of lines is kept: a pipe gives it only once.
    private SideContent Look(string path)
    {
        LineStream lines = OpenLines(path);
        try
        {
            SideContent content = SideContents.Of(lines.Head);
            _terminal.Stop.ThrowIfCancellationRequested();
            Require(path, content);
            if (content == SideContent.Lines && _lines is null) (_lines, lines) = (lines, null!);
            return content;
        }
        finally
        {
            lines?.Dispose();
        }
    }

    private void Require(string path, SideContent content)
    {
        string name = NameOf(path);
        bool isFile = path != InspectInput.StandardInput && !InputFile.IsPipe(path);
        string? fault = content switch
        {
            SideContent.Nothing => "is empty: name a capture, or events that replay --events wrote as lines of JSON",
            SideContent.Csv => "holds events as CSV, and lines of JSON are compared: write them as JSON",
            SideContent.Parquet => "holds events as Parquet, and lines of JSON are compared: write them as JSON",
            SideContent.Text => "holds neither a capture (pcap, pcapng) nor events as lines of JSON",
            SideContent.Capture when !isFile => "holds no lines of events, which alone are read of pipes: write a capture to a file first",
            _ => null,
        };
        if (fault is not null) throw new CommandException($"{name} {fault}");
    }

    private LineStream OpenLines(string path)
    {
        if (path == InspectInput.StandardInput) return Lines(path, new StoppableStream(_terminal.OpenIn, _terminal.Stop));
        if (InputFile.IsPipe(path)) return Lines(path, new StoppableStream(() => OpenFile(path), _terminal.Stop));
        InputFile.Require(path, path, "name a capture or a file of events");
        return Lines(path, OpenFile(path));
    }

    private static LineStream Lines(string path, Stream stream)
    {
        try
        {
            return new LineStream(NameOf(path), PackedStreams.Unpack(stream));
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            stream.Dispose();
            throw new CommandException($"{NameOf(path)} cannot be read: {failure.Message}");
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"{path} does not exist: check the path.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {failure.Message}");
        }
    }

    private static string NameOf(string path) => path == InspectInput.StandardInput ? "standard input" : path;
}
