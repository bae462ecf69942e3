using FeedHandler.Native.Files;

namespace FeedHandler.Engine;

/// <summary>
/// Files that are read to their end. What else may stand at a path is refused before it is opened: a pipe is waited for, and a device may never end.
/// </summary>
public static class InputFile
{
    /// <summary>Refuses what is no regular file; what is not there is left to whoever opens it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">As messages are to name it.</param>
    /// <param name="remedy">What to name instead.</param>
    /// <exception cref="FeedException">It is a folder, a pipe, a device or a socket.</exception>
    public static void Require(string path, string name, string remedy)
    {
        if (Fault(path) is { } fault) throw new FeedException($"{name} {fault}, and a file is needed: {remedy}");
    }

    /// <summary>Whether a path leads to a pipe.</summary>
    /// <param name="path">Where it is.</param>
    public static bool IsPipe(string path) => FileIdentity.Of(path, followsLink: true).Kind == FileKind.Pipe;

    /// <summary>What a path leads to in place of a file, such as "is a pipe"; null when it is a file or nothing.</summary>
    /// <param name="path">Where it is.</param>
    public static string? Fault(string path) => FileIdentity.Of(path, followsLink: true).Kind switch
    {
        FileKind.Folder => "is a folder",
        FileKind.Pipe => "is a pipe",
        FileKind.CharacterDevice or FileKind.BlockDevice => "is a device",
        FileKind.Socket => "is a socket",
        _ => null,
    };
}
