using FeedHandler.Engine;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Files;

namespace FeedHandler.Host.Shell.Outputs;

/// <content>Folders of percentile distributions.</content>
internal sealed partial class OutputPlan
{
    private const UnixFileMode FolderMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Looks at a folder in which `.hgrm` files will be written. All other files were named before.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The folder as typed; null for none.</param>
    /// <exception cref="UsageException">It cannot be written, or holds a file that is read or written under another option.</exception>
    public void AddFolder(string option, string? path)
    {
        if (path is null || !LookAtFolder(option, path, out string full)) return;
        RefuseNewInside(option, path, FileKey.Of(full));
        foreach (string file in Directory.EnumerateFileSystemEntries(full, "*" + HgrmFiles.Extension))
            AddFile(option, Path.Combine(path, Path.GetFileName(file)), isWhole: true);
    }

    /// <summary>Looks at a folder in which files will be written whose names are not known yet: <see cref="TryWriteInto"/> looks at each of them.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The folder as typed; null for none.</param>
    /// <exception cref="UsageException">It cannot be written, or is no folder.</exception>
    public void AddOpenFolder(string option, string? path)
    {
        if (path is not null) LookAtFolder(option, path, out _);
    }

    /// <summary>Writes a whole file into a folder that was looked at, which is made where it is missing.</summary>
    /// <param name="option">The option that names the folder.</param>
    /// <param name="path">The file: the folder as typed, and a name.</param>
    /// <param name="write">Writes it.</param>
    /// <returns>Why it could not be written, as when it is a file that is read; null when it was.</returns>
    public string? TryWriteInto(string option, string path, Action<Stream> write)
    {
        try
        {
            AddFile(option, path, isWhole: true, makesFolder: true);
        }
        catch (UsageException failure)
        {
            return failure.Message;
        }

        return TryWrite(option, path, write);
    }

    /// <summary>Writes percentile distributions into a folder that was looked at.</summary>
    /// <returns>Why they could not be written; null when they were.</returns>
    public string? TryWriteFolder(string option, string path, LatencyReport report) =>
        TryWriteFolder(option, path, (full, create) => HgrmFiles.Write(full, report, create));

    /// <summary>Writes files into a folder that was looked at.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The folder as typed.</param>
    /// <param name="write">Writes files into the folder that it is given, each by what it is given to open them.</param>
    /// <returns>Why they could not be written; null when they were.</returns>
    public string? TryWriteFolder(string option, string path, Action<string, Func<string, Stream>> write)
    {
        try
        {
            string full = Path.Combine(terminal.Folder, path);
            MakeFolder(full);
            Dictionary<string, MemoryStream> texts = [];
            write(full, file => texts[file] = new MemoryStream());
            return texts.Select(text => TryWrite(option, text.Key, file => file.Write(text.Value.ToArray())))
                .FirstOrDefault(static failure => failure is not null);
        }
        catch (UsageException failure)
        {
            return failure.Message;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{option} {path}: cannot be written ({FileFault.Of(failure)})";
        }
    }

    // What will be made as a folder, on the way or at its end, is not made as a file too.
    private void RefuseFile(string option, string path, string full)
    {
        for (string? at = full; at is not null && FileIdentity.Of(at, followsLink: true).Kind == FileKind.Missing; at = Path.GetDirectoryName(at))
            RefuseTaken(option, path, FileKey.Of(at));
    }

    // Whether it is there; where not, it can be made.
    private bool LookAtFolder(string option, string path, out string full)
    {
        RefuseStream(option, path);
        full = Path.GetFullPath(Path.Combine(terminal.Folder, path));
        FileKind kind = FileIdentity.Of(full, followsLinks).Kind;
        if (kind is FileKind.Link) throw Refused(option, path, "it is a symbolic link: name the folder itself, or say --follow-links");
        if (kind is not (FileKind.Missing or FileKind.Folder)) throw Refused(option, path, "it is no folder");
        RequireFolder(option, path, full, makesFolder: true);
        RefuseFile(option, path, full);
        return kind == FileKind.Folder;
    }

    // What another option will make there may be called as one of them.
    private void RefuseNewInside(string option, string path, FileKey folder)
    {
        foreach ((string other, FileKey key) in _outputs)
        {
            bool isInside = key.Device == folder.Device && key.Inode == folder.Inode && key.Name.EndsWith(HgrmFiles.Extension, StringComparison.Ordinal);
            if (isInside) throw Refused(option, path, $"{other} writes {key.Name} in it");
        }
    }

    // The runtime gives the mode to the last folder alone: those on the way are made one by one.
    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is { Length: > 0 } outer) MakeFolder(outer);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FolderMode);
    }
}
