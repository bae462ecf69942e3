using FeedHandler.Host.Shell;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Support;

/// <summary>A folder with the shared feed of a replay that has ended.</summary>
internal sealed class SharedReplay : IDisposable
{
    public SharedReplay(string name)
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        Folder = Directory.CreateTempSubdirectory(name).FullName;
        Run = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--share", FilePath, "--json");
        Assert.That(Run.Code, Is.EqualTo(ExitCode.Good), Run.Error);
    }

    public string Folder { get; }

    public string FilePath => Path.Combine(Folder, "feed");

    /// <summary>What the replay said.</summary>
    public CommandRun Run { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
