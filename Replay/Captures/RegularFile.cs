using FeedHandler.Native.Files;

namespace FeedHandler.Replay.Captures;

/// <summary>What may be opened as a capture: to open a pipe waits for whoever writes it, and a device may never end.</summary>
internal static class RegularFile
{
    /// <summary>Refuses whatever else may stand at a path; what is not there is left to whoever opens it.</summary>
    /// <exception cref="CaptureFormatException">It is a folder, a pipe, a device or a socket.</exception>
    internal static void Require(string path)
    {
        string? fault = FileIdentity.Of(path, followsLink: true).Kind switch
        {
            FileKind.Folder => "is a folder: name the capture files in it.",
            FileKind.Pipe => "is a pipe, for which opening would wait: open it, and read the capture from the stream.",
            FileKind.CharacterDevice or FileKind.BlockDevice or FileKind.Socket => "is no regular file: write the capture to a file first.",
            _ => null,
        };
        if (fault is not null) throw new CaptureFormatException($"{path} {fault}");
    }
}
