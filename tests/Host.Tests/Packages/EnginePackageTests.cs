using System.Text.Json;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Packages;

/// <summary>The path of a stranger: an empty package cache, the project and the program of the packages' readme, and what it prints.</summary>
[Parallelizable]
public sealed class EnginePackageTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("engine-package-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheProgramOfTheReadmeRunsFromThePackages()
    {
        Require.Patience("packs the engine and builds a program from the packages");
        File.WriteAllText(Path.Combine(_folder, "Watch.csproj"), BlockOf("xml"));
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), BlockOf("csharp"));
        PackedFolder.MakeSourceOf(_folder);
        string cache = Path.Combine(_folder, "cache");

        (int exitCode, string output) = DotNetCommand.Run(
            _folder, cache, "run", "-c", "Release", "--", Repository.PathOf("captures/cme-simulated.pcapng"));

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Is.EqualTo($"{Pinned("digestEvents")} events, digest {Pinned("digest")}\ntrades 355\n"));
        Assert.That(Path.Combine(cache, "feedhandler.engine"), Does.Exist, "it came from the package");
    }

    private static string BlockOf(string language)
    {
        string page = File.ReadAllText(Repository.PathOf("FeedHandler/README.md"));
        return page.Split($"```{language}\n")[1].Split("```")[0];
    }

    private static JsonElement Pinned(string member) =>
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("captures/manifest.json"))).RootElement.GetProperty("captures")[0].GetProperty(member);
}
