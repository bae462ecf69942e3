using FeedHandler.Engine;

namespace FeedHandler.Host.Bench;

/// <summary>The revision of the sources, read from the repository's own files: no program is started.</summary>
internal static class SourceRevision
{
    private const string ReferencePrefix = "ref: ";

    /// <summary>The commit that is checked out, or null when this cannot be told.</summary>
    /// <param name="root">The repository's root.</param>
    public static string? Read(string root)
    {
        string git = Path.Combine(root, ".git");
        string head = ReadOrEmpty(Path.Combine(git, "HEAD"));
        if (!head.StartsWith(ReferencePrefix, StringComparison.Ordinal)) return head.Length > 0 ? head : null;
        string name = head[ReferencePrefix.Length..];
        string loose = ReadOrEmpty(Path.Combine(git, name));
        return loose.Length > 0 ? loose : Packed(Path.Combine(git, "packed-refs"), name);
    }

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
