namespace FeedHandler.Codecs.Schema;

/// <summary>Paths of files that name one another. Text alone: no file system is asked.</summary>
public static class SchemaPaths
{
    private static readonly char[] Separators = ['/'];

    /// <summary>Where a reference leads, seen from the file or base that holds it (XInclude 1.0 with xml:base).</summary>
    /// <param name="from">path of the file, or a folder that ends in a slash</param>
    /// <param name="reference">relative or absolute path, or a file URI; percent signs escape</param>
    /// <returns>a path with slashes and without "." and ".." where they can be resolved</returns>
    public static string Combine(string from, string reference)
    {
        string path = Uri.UnescapeDataString(reference.Trim());
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            path = WithoutScheme(path);
        path = path.Replace('\\', '/');
        string holder = from.Replace('\\', '/');
        string folder = holder.Substring(0, holder.LastIndexOf('/') + 1);
        return Normalize(IsAbsolute(path) ? path : folder + path);
    }

    /// <summary>The one way to write a path.</summary>
    /// <param name="path">a path with slashes or backslashes</param>
    /// <returns>a path with slashes and without "." and ".." where they can be resolved</returns>
    public static string Normalize(string path)
    {
        List<string> parts = new List<string>();
        string slashed = path.Replace('\\', '/');
        foreach (string part in slashed.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
                Ascend(parts, slashed[0] == '/');
            else if (part != ".")
                parts.Add(part);
        }

        string end = slashed.Length > 0 && slashed[slashed.Length - 1] == '/' && parts.Count > 0 ? "/" : "";
        return (slashed.Length > 0 && slashed[0] == '/' ? "/" : "") + string.Join("/", parts) + end;
    }

    private static void Ascend(List<string> parts, bool isRooted)
    {
        if (parts.Count > 0 && parts[parts.Count - 1] != "..")
            parts.RemoveAt(parts.Count - 1);
        else if (!isRooted)
            parts.Add("..");
    }

    // file:///c:/x, file:///x, file://host/x and file:x.
    private static string WithoutScheme(string uri)
    {
        string path = uri.Substring("file:".Length);
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = path.IndexOf('/', 2);
            path = slash < 0 ? path.Substring(2) : path.Substring(slash);
        }

        return path.Length > 2 && path[0] == '/' && path[2] == ':' ? path.Substring(1) : path;
    }

    private static bool IsAbsolute(string path)
        => (path.Length > 0 && path[0] == '/') || (path.IndexOf(':') is var colon && colon > 0 && path.IndexOf('/') is var slash
            && (slash < 0 || colon < slash));
}
