using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Packages;

/// <summary>
/// All packages of this repository in a folder of their own, packed once from what is built, for every test of this namespace. These wait for other
/// processes, as live tests do, and run beside those.
/// </summary>
[SetUpFixture]
[Parallelizable]
public sealed class PackedFolder
{
    /// <summary>Where the packages lie.</summary>
    internal static string Path { get; private set; } = "";

    [OneTimeSetUp]
    public void Pack()
    {
        Path = Directory.CreateTempSubdirectory("packed-").FullName;
        (int exitCode, string output) = DotNetCommand.Run(
            Repository.Root, DotNetCommand.UsualCache, "pack", "FeedHandler.sln", "--no-build", "-c", DotNetCommand.Configuration, "-o", Path);

        Assert.That(exitCode, Is.Zero, output);
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(Path, recursive: true);

    /// <summary>
    /// Makes a folder a stranger's: our packages come from here alone, those of others are unpacked anew from what this machine has, and nothing is asked of a network.
    /// </summary>
    /// <param name="folder">Where a configuration of NuGet is written.</param>
    internal static void MakeSourceOf(string folder) => File.WriteAllText(System.IO.Path.Combine(folder, "nuget.config"), $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="ours" value="{Path}" />
            <add key="others" value="{DotNetCommand.UsualCache}" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="ours"><package pattern="FeedHandler.*" /></packageSource>
            <packageSource key="others"><package pattern="*" /></packageSource>
          </packageSourceMapping>
        </configuration>
        """);
}
