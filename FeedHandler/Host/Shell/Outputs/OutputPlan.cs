using System.Runtime.InteropServices;
using FeedHandler.Engine;
using FeedHandler.Native;
using FeedHandler.Native.Files;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Host.Shell.Outputs;

/// <summary>
/// The files that a command writes. Each is looked at before any is opened: none is an input or another output by whatever name, each is a regular
/// file or can be made. Only then something is written.
/// </summary>
/// <param name="terminal">Where paths begin.</param>
/// <param name="followsLinks">Whether outputs may be symbolic links.</param>
internal sealed partial class OutputPlan(Terminal terminal, bool followsLinks)
{
    private readonly List<(string Path, FileKey Key)> _inputs = [];
    private readonly List<(string Option, FileKey Key)> _outputs = [];

    /// <summary>Names files that are read; one that is null is none.</summary>
    public void AddInputs(params IEnumerable<string?> paths)
    {
        terminal.Redirected.RequireApart(terminal, paths);
        foreach (string path in paths.OfType<string>()) _inputs.Add((path, FileKey.Of(terminal.PathOf(path))));
    }

    /// <summary>Looks at a file that will be written. All inputs were named before.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file as typed; null for none.</param>
    /// <param name="isNew">Whether one that is there is refused.</param>
    /// <param name="isWhole">Whether it will be opened by <see cref="OpenWhole"/>, beside one that is there.</param>
    /// <param name="makesFolder">Whether its folder is made too.</param>
    /// <exception cref="UsageException">It cannot be written, or must not.</exception>
    public void AddFile(string option, string? path, bool isNew = false, bool isWhole = false, bool makesFolder = false)
    {
        if (path is null) return;
        RefuseStream(option, path);
        string full = Path.Combine(terminal.Folder, path);
        RefuseTaken(option, path, FileKey.Of(full));
        FileKind kind = FileIdentity.Of(full, followsLinks).Kind;
        if (kind != FileKind.Missing)
        {
            if (isNew) throw Refused(option, path, "it is there already and is not overwritten");
            if (Refusal(kind) is { } refusal) throw Refused(option, path, refusal);
            Require(FileIdentity.CheckWritable(full), option, path);
        }

        if (isWhole || kind == FileKind.Missing) RequireFolder(option, path, Path.GetDirectoryName(FileKeyPath(full)), makesFolder);
        _outputs.Add((option, FileKey.Of(full)));
    }

    /// <summary>Opens a file that was looked at, empty.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file as typed.</param>
    /// <param name="isNew">Whether one that is there is refused.</param>
    /// <exception cref="UsageException">The system refuses it all the same.</exception>
    public OutputFile Open(string option, string path, bool isNew = false)
    {
        NativeResult result = WrittenFile.Open(PlaceOf(path), isNew, followsLink: false, out SafeFileHandle? file);
        Require(result, option, path);
        return new OutputFile(file!);
    }

    /// <summary>Opens a file that was looked at, which takes the place of one that is there when it is finished.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file as typed.</param>
    /// <exception cref="UsageException">The system refuses it all the same.</exception>
    public WholeFile OpenWhole(string option, string path)
    {
        NativeResult result = WholeFile.Open(PlaceOf(path), out WholeFile? file);
        Require(result, option, path);
        return file!;
    }

    /// <summary>Writes a whole file that was looked at, after the work is done.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file as typed.</param>
    /// <param name="write">Writes it.</param>
    /// <returns>Why it could not be written; null when it was.</returns>
    public string? TryWrite(string option, string path, Action<Stream> write)
    {
        try
        {
            string full = Path.Combine(terminal.Folder, path);
            MakeFolder(Path.GetDirectoryName(full)!);
            using WholeFile file = OpenWhole(option, path);
            write(file.Stream);
            file.Finish();
            return null;
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

    // Of a link that may be followed what it leads to, which may be made; any other link is refused where it is opened.
    private string PlaceOf(string path)
    {
        string full = Path.GetFullPath(Path.Combine(terminal.Folder, path));
        return followsLinks ? FileKeyPath(full) : full;
    }

    private static void RefuseStream(string option, string path)
    {
        if (path == "-") throw new UsageException($"{option} -: standard output is not meant here: name a file; one that is called - is ./-");
    }

    private static string FileKeyPath(string full) =>
        Path.GetFullPath(FileIdentity.Of(full, followsLink: false).Kind == FileKind.Link
            ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full
            : full);

    private static string? Refusal(FileKind kind) => kind switch
    {
        FileKind.Link => "it is a symbolic link: name the file itself, or say --follow-links",
        FileKind.Folder => "it is a folder: name a file",
        FileKind.Missing or FileKind.Regular => null,
        _ => "it is a device, a pipe or a socket: name a regular file",
    };

    private static UsageException Refused(string option, string path, string reason) =>
        new($"{option} {path}: cannot be written ({reason}): give another file");

    private static void Require(NativeResult result, string option, string path)
    {
        if (!result.IsSuccess) throw Refused(option, path, Marshal.GetPInvokeErrorMessage(result.Errno));
    }

    private static void RequireFolder(string option, string path, string? folder, bool makesFolder)
    {
        FileKind kind = folder is null ? FileKind.Missing : FileIdentity.Of(folder, followsLink: true).Kind;
        if (kind == FileKind.Folder) Require(FileIdentity.CheckWritable(folder!), option, path);
        else if (kind != FileKind.Missing) throw Refused(option, path, $"{folder} is no folder");
        else if (folder is null || !makesFolder) throw Refused(option, path, $"the folder {folder} does not exist");
        else RequireFolder(option, path, Path.GetDirectoryName(folder), makesFolder);
    }

    private void RefuseTaken(string option, string path, FileKey key)
    {
        foreach ((string input, FileKey inputKey) in _inputs)
        {
            if (inputKey == key) throw Refused(option, path, $"it is {input}, which is read here and would be destroyed");
        }

        foreach ((string other, FileKey outputKey) in _outputs)
        {
            if (outputKey == key) throw Refused(option, path, $"{other} writes the same file");
        }

        if (terminal.Redirected.StreamTo(key) is { } stream) throw Refused(option, path, $"{stream} goes to the same file");
    }
}
