using System.Diagnostics;

namespace FeedHandler.Tests.Support;

/// <summary>A folder with room for so many bytes, which ends with the object. Needs root: without it the test is skipped.</summary>
public sealed class SmallDisk : IDisposable
{
    /// <summary>Makes an empty disk.</summary>
    /// <param name="sizeBytes">How much room it has, in whole pages.</param>
    public SmallDisk(int sizeBytes)
    {
        Require.Root();
        Folder = Directory.CreateTempSubdirectory("small-disk-").FullName;
        try
        {
            Run("mount", "-t", "tmpfs", "-o", $"size={sizeBytes},nodev,nosuid", "tmpfs", Folder);
        }
        catch
        {
            Directory.Delete(Folder);
            throw;
        }
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>A path on it.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Require.Tool(program), arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {error.Trim()}");
    }
}
