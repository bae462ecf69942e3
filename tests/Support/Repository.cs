namespace FeedHandler.Tests.Support;

/// <summary>Where the sources are, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Full path of a file or folder given relative to the root.</summary>
    public static string PathOf(string relativePath) => Path.GetFullPath(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FeedHandler.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No FeedHandler.sln above {AppContext.BaseDirectory}: run the tests from a build inside the repository.");
    }
}
