using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Packages;

/// <summary>
/// The path of a stranger: the packages from a local source, an empty package cache, the project of the documentation, and what it prints.
/// </summary>
[Parallelizable]
public sealed class CodecPackageTests
{
    private const string Home = "~/sbe";
    private const string Commands = "No public registry has them yet. In a copy of this repository, the SDK of .NET 10 makes them with these commands";
    private readonly WorkedExample _example = WorkedExample.Read();
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("codec-package-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheProgramsOfTheReadmeRunFromThePackagesThatItsCommandsMake()
    {
        Require.Patience("packs the codecs and builds two programs from them");
        foreach (string command in _example[Commands].TrimEnd().Split('\n')) Pack(command);
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), _example[Home + "/nuget.config"]);

        Assert.That(Run("quotes", "quotes.xml", "Quotes.csproj", "Program.cs"), Is.EqualTo(_example["prints"]));
        Assert.That(Run("dynamic", "quotes.xml", "Dynamic.csproj", "Dynamic.cs"), Is.EqualTo(_example["which prints of it"]));
    }

    private string Run(string name, params string[] files)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (string file in files) File.WriteAllText(Path.Combine(folder, file), _example[file]);
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "cache"),
            ["NuGetAudit"] = "false", // it would ask a registry of known faults
        };
        (int exitCode, string output) = DotNetCommand.Run(folder, environment, "run", "-c", "Release");

        Assert.That(exitCode, Is.Zero, output);
        return output;
    }

    // As typed, but what the solution has restored is not restored again, and what it has built is packed.
    private void Pack(string command)
    {
        string[] arguments = command.Replace(Home, _folder, StringComparison.Ordinal)
            .Replace("-c Release", "-c " + DotNetCommand.Configuration, StringComparison.Ordinal).Split(' ');
        Assert.That(arguments[0], Is.EqualTo("dotnet"));
        (int exitCode, string output) = DotNetCommand.Run(Repository.Root, DotNetCommand.UsualCache, [.. arguments[1..], "--no-restore"]);

        Assert.That(exitCode, Is.Zero, output);
    }
}
