using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Packages;

/// <summary>The command as a tool of the SDK, installed into a folder by somebody with an empty package cache.</summary>
[Parallelizable]
public sealed class ToolPackageTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void Install()
    {
        _folder = Directory.CreateTempSubdirectory("tool-package-").FullName;
        PackedFolder.MakeSourceOf(_folder);
        (int exitCode, string output) = DotNetCommand.Run(
            _folder, Path.Combine(_folder, "cache"), "tool", "install", "FeedHandler.Tool", "--tool-path", "bin", "--configfile", "nuget.config");

        Assert.That(exitCode, Is.Zero, output);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void ItTellsTheVersionAndTheCommitOfTheBuild()
    {
        (int exitCode, string output) = Run("--version");

        Assert.That(output, Is.EqualTo(CommandRun.Of("--version").Out));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void ItReplaysACapture()
    {
        (int exitCode, string output) = Run("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--json");
        JsonElement pinned = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("captures/manifest.json"))).RootElement.GetProperty("captures")[0];

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(
            JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("digest").GetString(),
            Is.EqualTo(pinned.GetProperty("digest").GetString()));
    }

    private (int ExitCode, string Output) Run(params string[] arguments) =>
        DotNetCommand.RunProgram(Path.Combine(_folder, "bin", "feedhandler"), _folder, arguments);
}
