using System.Globalization;
using FeedHandler.Native.Files;
using FeedHandler.Native.Memory;

namespace FeedHandler.Journals;

/// <summary>The files of a journal: a folder of them, numbered from 1, each of which goes on where the one before it ended.</summary>
public static class JournalFiles
{
    private const string Begin = "journal-";
    private const string End = ".fhj";
    private const int Digits = 12;

    private static ReadOnlySpan<byte> Mark => "FHJOURN"u8; // then the version

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

    /// <summary>Whether a path names a journal: a file that begins as one of any version does, whatever it is called, or a folder with files that are called
    /// so.</summary>
    /// <param name="path">A file or a folder.</param>
    public static bool Are(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Any(static file => NumberOf(Path.GetFileName(file)) > 0)
        : File.Exists(path) && BeginsAsOne(path);

    // A pipe or a device is not opened for that, which may wait.
    private static bool BeginsAsOne(string path)
    {
        if (FileIdentity.Of(path, followsLink: true).Kind != FileKind.Regular || !SharedFile.OpenForReading(path, out SharedFile? file).IsSuccess) return false;
        using (file)
        {
            Span<byte> mark = stackalloc byte[Mark.Length];
            return file!.ReadAt(0, mark) == mark.Length && mark.SequenceEqual(Mark);
        }
    }

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
