using System.Globalization;

namespace FeedHandler.Engine;

/// <summary>What the kernel tells in /proc and /sys. Tests put a folder of their own in the place of the root.</summary>
/// <param name="root">The folder that stands for /.</param>
public sealed class SystemFiles(string root)
{
    /// <summary>Full path of a file.</summary>
    public string PathOf(string path) => Path.Combine(root, path);

    /// <summary>Whether a file or folder is there.</summary>
    public bool Has(string path) => Path.Exists(PathOf(path));

    /// <summary>The text of a file without blanks around it; null when it cannot be read.</summary>
    public string? Text(string path)
    {
        try
        {
            return File.ReadAllText(PathOf(path)).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A number in a file; null when there is none.</summary>
    public long? Number(string path) =>
        long.TryParse(Text(path)?.Split('\t', ' ')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>A list of cores such as "0-3,8"; empty when there is none.</summary>
    public IReadOnlySet<int> Cores(string path) => CoreList.Parse(Text(path) ?? "");

    /// <summary>Names in a folder; empty when there is none.</summary>
    public string[] Names(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(PathOf(path)).Select(static entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
