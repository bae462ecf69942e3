using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Packages;

/// <summary>The command as a tool of the SDK, installed into a folder by somebody with an empty package cache.</summary>
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
    public void ItTellsItsVersionAndTheCommitOfThePackage()
    {
        (int exitCode, string output) = Run("--version");

        Assert.That(output, Is.EqualTo($"feedhandler {PackedVersion()}\n"));
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

    // What is packed outside a repository has no commit, and no more has the command.
    private static string PackedVersion()
    {
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(PackedFolder.Path, "FeedHandler.Tool.*.nupkg").Single());
        using Stream nuspec = package.GetEntry("FeedHandler.Tool.nuspec")!.Open();
        XElement[] members = [.. XDocument.Load(nuspec).Root!.Elements().Single().Elements()];
        string version = members.Single(static member => member.Name.LocalName == "version").Value;
        string? commit = (string?)members.SingleOrDefault(static member => member.Name.LocalName == "repository")?.Attribute("commit");
        return commit is null ? version : $"{version}+{commit}";
    }
}
