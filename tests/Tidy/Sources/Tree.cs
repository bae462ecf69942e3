using System.Diagnostics;
using FeedHandler.Tests.Support;

namespace FeedHandler.Tidy.Sources;

/// <summary>The repository's files: what git tracks or would add, or, without git, what lies there except what a build makes.</summary>
internal static class Tree
{
    // Before Files, whose initialisation reads it.
    private static readonly string[] MadeByBuilds = ["bin", "obj", ".git", "TestResults", "BenchmarkDotNet.Artifacts"];

    internal static IReadOnlyList<SourceFile> Files { get; } =
        [.. List().Order(StringComparer.Ordinal).Select(static path => new SourceFile(path))];

    internal static IEnumerable<SourceFile> Texts => Files.Where(static file => file.IsText);

    internal static IEnumerable<SourceFile> CSharp => Files.Where(static file => file.IsCSharp && !file.IsGenerated);

    internal static IEnumerable<SourceFile> Product => CSharp.Where(static file => !file.IsTest);

    private static IEnumerable<string> List() =>
        (FromGit() ?? FromFolders()).Where(static path => File.Exists(Repository.PathOf(path)));

    private static string[]? FromGit()
    {
        if (!Path.Exists(Repository.PathOf(".git"))) return null;
        ProcessStartInfo start = new("git", ["-C", Repository.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine
        }
    }

    private static IEnumerable<string> FromFolders() =>
        Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Intersect(MadeByBuilds).Any());
}
