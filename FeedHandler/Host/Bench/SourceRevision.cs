using FeedHandler.Engine;

namespace FeedHandler.Host.Bench;

/// <summary>The revision of the sources, read from the repository's own files: no program is started.</summary>
internal static class SourceRevision
{
    private const string ReferencePrefix = "ref: ";
    private const string FolderPrefix = "gitdir: ";

    /// <summary>The commit that is checked out, or null when this cannot be told.</summary>
    /// <param name="root">The repository's root.</param>
    public static string? Read(string root)
    {
        string git = FolderOf(Path.Combine(root, ".git"));
        string head = ReadOrEmpty(Path.Combine(git, "HEAD"));
        if (!head.StartsWith(ReferencePrefix, StringComparison.Ordinal)) return head.Length > 0 ? head : null;
        string name = head[ReferencePrefix.Length..];
        string common = ReadOrEmpty(Path.Combine(git, "commondir")) is { Length: > 0 } shared ? Path.Combine(git, shared) : git;
        string loose = ReadOrEmpty(Path.Combine(common, name));
        return loose.Length > 0 ? loose : Packed(Path.Combine(common, "packed-refs"), name);
    }

    // In a further worktree of a repository it is a file that names the folder.
    private static string FolderOf(string git) => ReadOrEmpty(git) is var text && text.StartsWith(FolderPrefix, StringComparison.Ordinal)
        ? Path.Combine(Path.GetDirectoryName(git)!, text[FolderPrefix.Length..])
        : git;

    private static string? Packed(string path, string name) => ReadOrEmpty(path).Split('\n')
        .Where(line => line.EndsWith(" " + name, StringComparison.Ordinal)).Select(static line => line.Split(' ')[0]).FirstOrDefault();

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
