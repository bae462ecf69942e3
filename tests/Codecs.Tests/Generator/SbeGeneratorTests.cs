extern alias Generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SbeGenerator = Generator::FeedHandler.Codecs.Generator.SbeGenerator;

namespace FeedHandler.Codecs.Tests.Generator;

public sealed class SbeGeneratorTests
{
    [TestCase("littleEndian")]
    [TestCase("bigEndian")]
    public void EveryConstructCompilesWithoutAWarning(string byteOrder)
    {
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Everything(byteOrder));

        Assert.That(run.Problems(), Is.Empty);
        Assert.That(run.Result.GeneratedSources.Select(static source => source.HintName), Does.Contain("Generated.Codecs.Order.g.cs"));
    }

    [Test]
    public void WhoOnlyReadsCanHaveViewsWithoutEncoders()
    {
        string xml = TestSchemas.Everything();
        GeneratorRun run = GeneratorRun.Of(xml, "/views/schema.xml");
        GeneratorRun all = GeneratorRun.Of(xml);

        Assert.That(run.Problems(), Is.Empty);
        Assert.That(run.Output.GetTypeByMetadataName(GeneratorRun.Namespace + ".Order"), Is.Not.Null);
        Assert.That(run.Output.GetTypeByMetadataName(GeneratorRun.Namespace + ".OrderEncoder"), Is.Null);
        Assert.That(all.Output.GetTypeByMetadataName(GeneratorRun.Namespace + ".OrderEncoder"), Is.Not.Null);
    }

    [Test]
    public void TheSameSchemaGivesTheSameText()
    {
        System.Collections.Immutable.ImmutableArray<GeneratedSourceResult> first = GeneratorRun.Of(TestSchemas.Everything()).Result.GeneratedSources;
        System.Collections.Immutable.ImmutableArray<GeneratedSourceResult> second = GeneratorRun.Of(TestSchemas.Everything()).Result.GeneratedSources;

        Assert.That(
            second.Select(static source => (source.HintName, source.SourceText.ToString())),
            Is.EqualTo(first.Select(static source => (source.HintName, source.SourceText.ToString()))));
    }

    [Test]
    public void NoGeneratedFileIsAnalysedForNulls()
    {
        CSharpCompilation output = GeneratorRun.Of(TestSchemas.Everything()).Output;
        SyntaxTree[] generated = [.. output.SyntaxTrees.Where(static tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))];

        Assert.That(generated, Is.Not.Empty);
        Assert.That(
            generated.Select(tree => output.GetSemanticModel(tree).GetNullableContext(tree.Length - 1)),
            Is.All.EqualTo(NullableContext.AnnotationsEnabled));
    }

    [Test]
    public void GeneratedTextHasNoCarriageReturn()
        => Assert.That(
            GeneratorRun.Of(TestSchemas.Everything()).Result.GeneratedSources.Select(static source => source.SourceText.ToString()),
            Has.None.Contains("\r"));

    [Test]
    public void AnEditOfAnotherFileRunsNothingAgain()
    {
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Everything()).AfterEdit("internal sealed class Other;");

        Assert.That(Reasons(run, SbeGenerator.SchemaStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
        Assert.That(Reasons(run, SbeGenerator.MessageStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void AChangedMessageLeavesTheOthersAlone()
    {
        string xml = TestSchemas.Everything();
        GeneratorRun run = GeneratorRun.Of(xml).AfterSchema(xml.Replace("LegRatio", "LegWeight", StringComparison.Ordinal));

        Assert.That(
            Reasons(run, SbeGenerator.MessageStep),
            Is.EqualTo([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged]));
    }

    [Test]
    public void ACommentInTheSchemaChangesNoOutput()
    {
        string xml = TestSchemas.Everything();
        GeneratorRun run = GeneratorRun.Of(xml).AfterSchema("<!-- a line more -->\n" + xml);

        Assert.That(Reasons(run, SbeGenerator.SchemaStep), Is.All.EqualTo(IncrementalStepRunReason.Unchanged));
        Assert.That(Reasons(run, SbeGenerator.MessageStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void AFaultOfTheSchemaIsToldAtItsLine()
    {
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Of("",
            "<message name=\"A\" id=\"1\">\n<field name=\"X\" id=\"1\" type=\"Missing\"/></message>"));

        Diagnostic fault = run.Diagnostics.Single();
        int line = TestSchemas.Of("", "").Split('\n')
            .TakeWhile(static text => !text.Contains("</sbe:messageSchema>", StringComparison.Ordinal)).Count();
        Assert.That(fault.Id, Is.EqualTo("SBE005"));
        Assert.That(fault.Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(fault.Location.GetLineSpan().Path, Is.EqualTo("schema.xml"));
        Assert.That(fault.Location.GetLineSpan().StartLinePosition.Line, Is.EqualTo(line));
        Assert.That(run.Result.GeneratedSources, Is.Empty);
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRun run, string step)
        => [.. run.Result.TrackedSteps[step].SelectMany(static tracked => tracked.Outputs).Select(static output => output.Reason)];
}
