using FeedHandler.Native;
using FeedHandler.Native.Files;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Host.Shell.Outputs;

/// <summary>
/// A file that is of use only when it is whole: it is written beside its place under another name, and takes the place of the file that is there when
/// it is finished. What was there before is lost by no failure and by no stop.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string _besides;
    private readonly SafeFileHandle? _before;
    private bool _isDone;

    private WholeFile(string path, string besides, SafeFileHandle? before, SafeFileHandle file)
    {
        (_path, _besides, _before) = (path, besides, before);
        Stream = new OutputFile(file);
    }

    /// <summary>Takes what will be in the file.</summary>
    public OutputFile Stream { get; }

    /// <summary>Begins to write a file.</summary>
    /// <param name="path">Its place, which is no symbolic link. A file there keeps its content and its mode, and nobody else may write it meanwhile.</param>
    /// <param name="file">The file; null unless the call succeeds.</param>
    /// <returns>As of <see cref="WrittenFile.Open"/>.</returns>
    public static NativeResult Open(string path, out WholeFile? file)
    {
        file = null;
        SafeFileHandle? before = null;
        if (FileIdentity.Of(path, followsLink: false).Kind != FileKind.Missing)
        {
            NativeResult claim = WrittenFile.Claim(path, out before);
            if (!claim.IsSuccess) return claim;
        }

        string besides = Path.Combine(Path.GetDirectoryName(path)!, $".feedhandler-{Path.GetRandomFileName()}");
        NativeResult result = WrittenFile.Open(besides, isNew: true, followsLink: false, out SafeFileHandle? handle);
        if (!result.IsSuccess)
        {
            before?.Dispose();
            return result;
        }

        if (before is not null && !OperatingSystem.IsWindows()) File.SetUnixFileMode(handle!, File.GetUnixFileMode(before));
        file = new WholeFile(path, besides, before, handle!);
        return result;
    }

    /// <summary>Puts it into its place, whole.</summary>
    /// <exception cref="IOException">It was changed by another, or cannot be put there.</exception>
    public void Finish()
    {
        Stream.Flush();
        File.Move(_besides, _path, overwrite: true);
        _isDone = true;
    }

    /// <summary>Closes it; what was not finished is gone.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        _before?.Dispose();
        if (_isDone) return;
        _isDone = true;
        try
        {
            File.Delete(_besides);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // the first failure is the one to tell
        }
    }
}
