using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Vectors;

/// <summary>
/// Every form of a vectorised path is tested before a change lands, the plainest always: books, venues and digests once more in processes without AVX-512, without AVX2, without any. The form is
/// forbidden to the processes of the tests alone: the tool that starts them would compile itself anew.
/// </summary>
[Parallelizable(ParallelScope.All)]
[TestFixtureSource(nameof(Forms))]
public sealed class VectorRunTests(string form)
{
    private const string OwnTests = "Conformance";

    // The order of packets has no vectors, and its exhaustive model takes longer than all the rest; what hostile orders cost has none either.
    private const string Filter = "(FullyQualifiedName~FeedHandler.Core.Tests&FullyQualifiedName!~Arbitration&FullyQualifiedName!~OrderHostile)|FullyQualifiedName~FeedHandler.Venues.Tests"
        + $"|FullyQualifiedName~DigestTests|FullyQualifiedName~BookReplicaTests|FullyQualifiedName~{nameof(VectorFormTests)}";

    private static readonly string[] Projects = ["Core.Tests", "Venues.Tests", OwnTests];

    private readonly string _digestPath = Path.GetTempFileName();
    private (int ExitCode, string Output) _run;

    // All where all seeds run, else the form that the others are held against.
    private static string[] Forms => Seeds.AreAll ? [VectorForms.Avx2, VectorForms.Sse, VectorForms.None] : [VectorForms.None];

    [OneTimeSetUp]
    public void RunTheTests() => _run = DotNetCommand.Run(
        AppContext.BaseDirectory, new Dictionary<string, string>(StringComparer.Ordinal),
        [
            "test", .. Projects.Select(AssemblyOf), "--filter", Filter, "--environment", VectorForms.SwitchOf(form) + "=0",
            "--environment", $"{VectorForms.FormVariable}={form}", "--environment", $"{VectorForms.DigestVariable}={_digestPath}",
            "--environment", "DOTNET_TieredPGO=0",
        ]);

    [OneTimeTearDown]
    public void RemoveTheDigest() => File.Delete(_digestPath);

    [Test]
    public void TheTestsPassInEveryForm([ValueSource(nameof(Projects))] string project)
    {
        Assert.That(_run.ExitCode, Is.Zero, _run.Output);
        Assert.That(_run.Output, Does.Match($@"Passed! .*Failed: +0, Passed: +[1-9].* FeedHandler\.{Regex.Escape(project)}\.dll"));
    }

    [Test]
    public void TheDigestIsTheSameInEveryForm() => Assert.That(File.ReadAllText(_digestPath), Is.EqualTo(VectorFormTests.Digest()), _run.Output);

    // Built as these tests are: tests/NAME/bin/CONFIGURATION/FRAMEWORK/FeedHandler.NAME.dll.
    private static string AssemblyOf(string project)
    {
        string below = Path.GetRelativePath(Repository.PathOf($"tests/{OwnTests}"), AppContext.BaseDirectory);
        string path = Path.Combine(Repository.PathOf($"tests/{project}"), below, $"FeedHandler.{project}.dll");
        Require.That(File.Exists(path), $"no {path}: build the solution");
        return path;
    }
}
