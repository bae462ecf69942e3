using System.Globalization;
using FeedHandler.Native.Memory;

namespace FeedHandler.Journals;

/// <summary>The files of a journal: a folder of them, numbered from 1, each of which goes on where the one before it ended.</summary>
public static class JournalFiles
{
    private const string Begin = "journal-";
    private const string End = ".fhj";
    private const int Digits = 12;

    /// <summary>What a file is called.</summary>
    /// <param name="number">Its number in the folder, from 1.</param>
    public static string NameOf(long number) => Begin + number.ToString("D12", CultureInfo.InvariantCulture) + End;

    /// <summary>The number of a file by its name; 0 when it is none of a journal.</summary>
    /// <param name="name">The name, without a folder.</param>
    public static long NumberOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isFramed = name.StartsWith(Begin, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal);
        bool isOne = isFramed && name.Length == Begin.Length + Digits + End.Length;
        return isOne && long.TryParse(name.AsSpan(Begin.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }

    /// <summary>The files that are meant: one, or those of a folder, the oldest first, which were begun.</summary>
    /// <param name="path">A file or a folder.</param>
    public static IReadOnlyList<string> Of(string path)
    {
        if (!Directory.Exists(path)) return [path];
        IEnumerable<string> files = Directory.EnumerateFiles(path).Where(static file => NumberOf(Path.GetFileName(file)) > 0);
        return [.. files.Where(IsBegun).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a path names a journal: a file that is called as one, or a folder with such files.</summary>
    /// <param name="path">A file or a folder.</param>
    public static bool Are(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Any(static file => NumberOf(Path.GetFileName(file)) > 0)
        : path.EndsWith(End, StringComparison.Ordinal) && File.Exists(path);

    /// <summary>Whether a file was begun: a process that is killed while it makes one leaves zeros.</summary>
    /// <param name="path">The file.</param>
    public static bool IsBegun(string path)
    {
        if (!SharedFile.OpenForReading(path, out SharedFile? file).IsSuccess) return true;
        using (file)
        {
            Span<byte> mark = stackalloc byte[sizeof(ulong)];
            int count = file!.ReadAt(0, mark);
            return count < 0 || mark[..count].ContainsAnyExcept((byte)0);
        }
    }
}
