using FeedHandler.Replay.Captures;

namespace FeedHandler.Engine;

/// <summary>What is wrong with captures, or lacks in them, in words: for whoever reads them, whatever he makes of them.</summary>
public static class CaptureFaults
{
    /// <summary>The captures and how each ended.</summary>
    /// <param name="captures">Has read them.</param>
    public static IReadOnlyList<FileReport> Files(CaptureMerge captures)
    {
        ArgumentNullException.ThrowIfNull(captures);
        return ReportReader.Files(captures);
    }

    /// <summary>Captures that end well and hold nothing.</summary>
    /// <param name="files">The captures, as a reader left them.</param>
    public static IEnumerable<string> Empty(IReadOnlyList<FileReport> files) =>
        files.Where(static file => file is { End: "clean", Records: 0 })
            .Select(static file => $"{file.Path}: no packet in it: it is empty, or was truncated right behind its headers");

    /// <summary>What captures lack of frames that were read or passed over.</summary>
    /// <param name="cutFrames">Frames that were cut by the snap length.</param>
    /// <param name="timelessPackets">Packets without a time.</param>
    public static IEnumerable<string> OfFrames(long cutFrames, long timelessPackets)
    {
        if (cutFrames > 0) yield return FormattableString.Invariant($"{cutFrames:N0} frames were cut by the capture's snap length and passed over");
        if (timelessPackets > 0)
        {
            yield return FormattableString.Invariant($"{timelessPackets:N0} packets have no time (pcapng's simple packets): each was given that of the ")
                + "packet before it in its file, or none: no time passes before them";
        }
    }

    /// <summary>Captures that are cut off or corrupt.</summary>
    /// <param name="files">The captures, as a reader left them.</param>
    /// <param name="done">What was done with what came before, such as `replayed`.</param>
    public static IEnumerable<string> Broken(IReadOnlyList<FileReport> files, string done) =>
        files.Where(static file => file.End is "truncated" or "corrupt")
            .Select(file => $"{file.Path}: {file.End}: {file.EndReason}; what came before was {done}");
}

/// <summary>Why a file could not be read or written, in this program's words where the runtime's repeat the path or say it in their own way.</summary>
public static class FileFault
{
    /// <summary>The reason, without the path.</summary>
    /// <param name="failure">What the runtime threw.</param>
    public static string Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure switch
        {
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "there is no such folder",
            UnauthorizedAccessException => "permission denied",
            _ => failure.Message,
        };
    }
}
