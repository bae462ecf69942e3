using System.Diagnostics;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Surface;

/// <summary>
/// The switch to the released package, tried with a package of its name and version that is made from our own namespaces: what else of
/// the product reaches past the released surface, or cannot be restored, shows here.
/// </summary>
public sealed class PackageSwitchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private string _folder = "";

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("package-switch").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void TheProductBuildsOnThePackage()
    {
        Require.That(Environment.GetEnvironmentVariable("CI") is "true", "builds the product once more, which takes a minute: set CI to true");
        string source = Path.Combine(_folder, "source");
        foreach (string part in (string[])["Codecs", "FeedHandler", "Latency", "Replay"]) CopySources(Repository.PathOf(part), Path.Combine(source, part));
        foreach (string file in Directory.GetFiles(Repository.Root)) File.Copy(file, Path.Combine(source, Path.GetFileName(file)));
        Pack("Disruptor", "6.0.1", Path.Combine(source, "FeedHandler/Disruptor"));
        Run(
            "build", Path.Combine(source, "FeedHandler/Host/FeedHandler.Host.csproj"), "-c", "Release", "-p:RunAnalyzers=false", "-nodeReuse:false",
            "-p:UseDisruptorPackage=true",
            $"-p:RestoreSources={Path.Combine(_folder, "feed")}", $"-p:RestoreFallbackFolders={UsualPackages()}");
        Assert.That(Path.Combine(source, "FeedHandler/Host/bin/Release/net10.0/Disruptor.dll"), Does.Exist);
        Assert.That(LockFile(source), Is.EqualTo(LockFile(Repository.Root)), "a switched build leaves the lock files alone");
    }

    private static string LockFile(string root) => File.ReadAllText(Path.Combine(root, "FeedHandler/Disruptor/packages.lock.json"));

    private static string UsualPackages()
    {
        string? named = Environment.GetEnvironmentVariable("NUGET_PACKAGES");
        return string.IsNullOrEmpty(named) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages") : named;
    }

    private static void CopySources(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")))
            CopySources(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private void Pack(string name, string version, string sources, string ownFolder = "obj")
    {
        string project = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, $"{name}.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>14.0</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <Version>{version}</Version>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{sources}/**/*.cs" Exclude="{sources}/{ownFolder}/**" />
              </ItemGroup>
            </Project>
            """);
        Run("pack", project, "-o", Path.Combine(_folder, "feed"), "-nodeReuse:false");
    }

    private void Run(params string[] arguments)
    {
        ProcessStartInfo start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

        // The packages of this test must not get among those that other builds find by the same name and version.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {arguments[0]} did not end within {Patience}");
        }

        Assert.That(process.ExitCode, Is.Zero, () => output.Result + errors.Result);
    }
}
