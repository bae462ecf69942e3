using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Vectors;

/// <summary>Every form of a vectorised path is tested: books, venues and digests once more in processes without AVX-512, without AVX2, without any.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class VectorRunTests
{
    private const string OwnTests = "Conformance";
    private static readonly string[] Forms = [VectorForms.Avx2, VectorForms.Sse, VectorForms.None];

    [Test]
    public void TheTestsPassInEveryForm([ValueSource(nameof(Forms))] string form, [Values("Core.Tests", "Venues.Tests")] string project)
    {
        // The order of packets has no vectors, and its exhaustive model takes longer than all the rest.
        string filter = project is "Core.Tests" ? "FullyQualifiedName!~Arbitration" : "";

        Expect(Run(project, filter, form, digestPath: ""));
    }

    [Test]
    public void OwnTestsPassAndTheDigestIsTheSameInEveryForm([ValueSource(nameof(Forms))] string form)
    {
        string path = Path.GetTempFileName();
        try
        {
            Expect(Run(OwnTests, $"FullyQualifiedName~DigestTests|FullyQualifiedName~BookReplicaTests|FullyQualifiedName~{nameof(VectorFormTests)}", form, path));
            Assert.That(File.ReadAllText(path), Is.EqualTo(VectorFormTests.Digest()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int ExitCode, string Output) Run(string project, string filter, string form, string digestPath)
    {
        string assembly = AssemblyOf(project);
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            [VectorForms.SwitchOf(form)] = "0",
            [VectorForms.FormVariable] = form,
            [VectorForms.DigestVariable] = digestPath,
        };
        string[] arguments = filter.Length == 0 ? ["test", assembly] : ["test", assembly, "--filter", filter];
        return DotNetCommand.Run(Path.GetDirectoryName(assembly)!, environment, arguments);
    }

    // Built as these tests are: tests/NAME/bin/CONFIGURATION/FRAMEWORK/FeedHandler.NAME.dll.
    private static string AssemblyOf(string project)
    {
        string below = Path.GetRelativePath(Repository.PathOf($"tests/{OwnTests}"), AppContext.BaseDirectory);
        string path = Path.Combine(Repository.PathOf($"tests/{project}"), below, $"FeedHandler.{project}.dll");
        Require.That(File.Exists(path), $"no {path}: build the solution");
        return path;
    }

    private static void Expect((int ExitCode, string Output) run)
    {
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(Passed().IsMatch(run.Output), Is.True, run.Output);
    }

    [GeneratedRegex(@"Passed! .*Failed: +0, Passed: +[1-9]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Passed();
}
