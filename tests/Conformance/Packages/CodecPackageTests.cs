using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Packages;

/// <summary>
/// The path of a stranger: the packages from a local source, an empty package cache, the project of the documentation, and what it prints.
/// </summary>
public sealed class CodecPackageTests
{
    private const string Sources = """
        <configuration>
          <packageSources><clear /><add key="local" value="packages" /></packageSources>
          <config><add key="globalPackagesFolder" value="cache" /></config>
        </configuration>
        """;

    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("codec-package-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheWorkedExampleRunsFromThePackages()
    {
        Pack("Runtime");
        Pack("Generator");
        WorkedExample example = WorkedExample.Read();
        foreach (string name in new[] { "quotes.xml", "Quotes.csproj", "Program.cs" })
            File.WriteAllText(Path.Combine(_folder, name), example[name]);
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), Sources);

        (int exitCode, string output) = DotNetCommand.Run(_folder, Path.Combine(_folder, "cache"), "run", "-c", "Release");

        Assert.That(output, Is.EqualTo(example["prints"]));
        Assert.That(exitCode, Is.Zero);
    }

    [TestCase("Schema")]
    [TestCase("Dynamic")]
    public void TheOtherCodecProjectsPack(string project)
    {
        Pack(project);

        Assert.That(Directory.GetFiles(Path.Combine(_folder, "packages"), $"FeedHandler.Codecs.{project}.*.nupkg"), Has.Length.EqualTo(1));
    }

    // Packing builds what is not there yet: a target framework that no test needs.
    private void Pack(string project)
    {
        (int exitCode, string output) = DotNetCommand.Run(
            Repository.PathOf("Codecs/" + project), DotNetCommand.UsualCache,
            "pack", "--no-restore", "-c", DotNetCommand.Configuration, "-o", Path.Combine(_folder, "packages"));

        Assert.That(exitCode, Is.Zero, output);
    }
}
