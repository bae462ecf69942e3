using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Packages;

/// <summary>The command as a folder for one kind of machine. All that is made on the way lies in a folder of its own.</summary>
[Parallelizable]
public sealed class PublishTests
{
    private const string Project = "FeedHandler/Host/FeedHandler.Host.csproj";
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("publish-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void RestoringForOneKindOfMachineRewritesNoLockFile()
    {
        Require.Patience("restores the product for another kind of machine");
        Dictionary<string, string> before = LockFiles();

        Run("restore", Project, "-r", "linux-x64", "--artifacts-path", _folder);

        Assert.That(LockFiles(), Is.EqualTo(before));
        Assert.That(Path.Combine(_folder, "obj/FeedHandler.Host/packages.lock.json"), Does.Exist, "it has locks of its own");
    }

    [Test]
    public void APublishedCommandRunsAndRewroteNoLockFile()
    {
        Require.That(Environment.GetEnvironmentVariable("CI") is "true", "builds the product once more, which takes a minute: set CI to true");
        Dictionary<string, string> before = LockFiles();
        string program = Path.Combine(_folder, "program");

        Run("publish", Project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "--artifacts-path", _folder, "-o", program);
        (int exitCode, string output) = DotNetCommand.RunProgram(
            Path.Combine(program, "feedhandler"), _folder, "replay", Repository.PathOf("captures/cme-simulated.pcapng"));

        Assert.That(LockFiles(), Is.EqualTo(before));
        Assert.That(exitCode, Is.Zero, output);
    }

    private static void Run(params string[] arguments)
    {
        (int exitCode, string output) = DotNetCommand.Run(Repository.Root, DotNetCommand.UsualCache, arguments);
        Assert.That(exitCode, Is.Zero, output);
    }

    private static Dictionary<string, string> LockFiles() => Directory.EnumerateFiles(Repository.Root, "packages.lock.json", SearchOption.AllDirectories)
        .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal)).ToDictionary(static path => path, File.ReadAllText, StringComparer.Ordinal);
}
