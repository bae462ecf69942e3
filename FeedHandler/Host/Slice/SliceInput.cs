using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Slice;

/// <summary>Captures that are read frame by frame, whatever is in them: no lines need be known.</summary>
internal sealed class SliceInput : IDisposable
{
    private readonly List<CaptureFile> _files = [];

    /// <summary>Opens captures.</summary>
    /// <param name="paths">The files as typed, at least one.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="FeedException">One is no capture.</exception>
    public SliceInput(IReadOnlyList<string> paths, Terminal terminal)
    {
        try
        {
            foreach (string path in paths) _files.Add(Open(terminal.PathOf(path)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The captures.</summary>
    public IReadOnlyList<CaptureFile> Files => _files;

    /// <summary>A time of the first frame that has one, which a time of day is of the day of; null when there is none.</summary>
    public long? FirstNs()
    {
        CaptureMerge merge = new(_files);
        while (merge.TryRead(out CaptureRecord record))
        {
            if (record.HasTime) return record.TimestampNs;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CaptureFile file in _files) file.Dispose();
    }

    private static CaptureFile Open(string path)
    {
        string also = InputFile.IsPipe(path) ? ", or give it to inspect" : "";
        if (!Directory.Exists(path)) InputFile.Require(path, path, $"write the capture to a file first{also}");
        return CaptureFile.Open(path);
    }
}
