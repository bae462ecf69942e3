namespace FeedHandler.Host.Shell.Outputs;

/// <summary>
/// A folder that is of use only when it is whole: it is made beside its place under another name, and takes its place when it is finished. One that is there
/// is left as it is by every failure and stop.
/// </summary>
internal sealed class WholeFolder : IDisposable
{
    private readonly string _place;
    private bool _isDone;

    private WholeFolder(string place, string besides) => (_place, Path) = (place, besides);

    /// <summary>Where to write until it is finished.</summary>
    public string Path { get; }

    /// <summary>Begins one.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="place">Its full path, which was looked at (<see cref="OutputPlan.AddOpenFolder"/>).</param>
    /// <param name="mark">A file by which a folder is known as one of these: no other is ever replaced.</param>
    /// <param name="replaces">Whether one that is there is replaced.</param>
    /// <exception cref="UsageException">There is something that is not to be replaced, or it cannot be made.</exception>
    public static WholeFolder Open(string option, string place, string mark, bool replaces)
    {
        place = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(place));
        if (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any())
        {
            if (!File.Exists(System.IO.Path.Combine(place, mark)))
                throw new UsageException($"{option} {place}: it is there, and no report: give another folder");
            if (!replaces) throw new UsageException($"{option} {place}: it is there already and is not overwritten: give --force, or another folder");
        }

        string outer = System.IO.Path.GetDirectoryName(place)!;
        string besides = System.IO.Path.Combine(outer, $".feedhandler-{System.IO.Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(besides);
            return new WholeFolder(place, besides);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option} {place}: cannot be made ({failure.Message}): give another folder");
        }
    }

    /// <summary>Puts it into its place, whole.</summary>
    /// <exception cref="IOException">It cannot be put there; what was there is there again.</exception>
    public void Finish()
    {
        string? before = Directory.Exists(_place) ? $"{Path}.before" : null;
        if (before is not null) Directory.Move(_place, before);
        try
        {
            Directory.Move(Path, _place);
        }
        catch when (before is not null)
        {
            Directory.Move(before, _place);
            throw;
        }

        _isDone = true;
        if (before is not null) Remove(before);
    }

    /// <summary>What was not finished is gone.</summary>
    public void Dispose()
    {
        if (!_isDone) Remove(Path);
        _isDone = true;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // the first failure is the one to tell
        }
    }
}
