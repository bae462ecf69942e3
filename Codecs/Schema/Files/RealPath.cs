namespace FeedHandler.Codecs.Schema;

/// <summary>Where a path leads when every link on it is followed.</summary>
internal static class RealPath
{
    private const int LinkDepthMax = 40;

    /// <summary>Follows the links.</summary>
    /// <param name="path">a full path; what is not there is taken as written</param>
    /// <exception cref="IOException">links lead in a circle</exception>
    public static string Of(string path) => Of(path, depth: 0);

    private static string Of(string path, int depth)
    {
        if (depth > LinkDepthMax)
            throw new IOException($"{path}: links lead in a circle");
        string real = Path.GetPathRoot(path)!;
        foreach (string part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (TargetOf(real) is { } target)
                real = Of(target, depth + 1);
        }

        return real;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
