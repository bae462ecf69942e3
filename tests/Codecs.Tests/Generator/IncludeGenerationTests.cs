extern alias Generator;

using Microsoft.CodeAnalysis;
using SbeGenerator = Generator::FeedHandler.Codecs.Generator.SbeGenerator;

namespace FeedHandler.Codecs.Tests.Generator;

public sealed class IncludeGenerationTests
{
    private const string Types = "<types><type name=\"T\" primitiveType=\"int32\"/></types>";
    private const string Message = "<message name=\"M\" id=\"1\"><field name=\"F\" id=\"1\" type=\"T\"/></message>";

    private static string Schema(string href)
        => TestSchemas.Of($"<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{href}\"/>", Message);

    [TestCase("include/types.xml", "/venue/include/types.xml")]
    [TestCase("include/types.xml", "\\venue/include/types.xml")]
    [TestCase("../common/types.inc", "/common/types.inc")]
    [TestCase("types.inc", "/linked/from/afar/types.inc")]
    public void AFileOfTheProjectIsIncluded(string href, string path)
    {
        GeneratorRun run = GeneratorRun.Of(Schema(href), "/venue/schema.xml", new SchemaItem(path, Types));

        Assert.That(run.Problems(), Is.Empty);
        Assert.That(SourceOf(run), Does.Contain("int F "));
    }

    [Test]
    public void AFileThatTheProjectLacksIsTold()
    {
        GeneratorRun run = GeneratorRun.Of(Schema("types.xml"), "/venue/schema.xml", new("/a/types.inc", Types), new("/b/types.inc", Types));

        Assert.That(run.Diagnostics.Select(static fault => fault.Id), Is.EqualTo(["SBE022", "SBE005"]));
        Assert.That(run.Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line, Is.EqualTo(TestSchemas.TypesLine - 1));
    }

    [Test]
    public void AFaultOfAnIncludedFileIsToldThere()
    {
        GeneratorRun run = GeneratorRun.Of(
            Schema("types.inc"), "/venue/schema.xml", new SchemaItem("/venue/types.inc", Types.Replace("<type ", "\n<type x:y='' ", StringComparison.Ordinal)
                .Replace("int32", "int33", StringComparison.Ordinal)));

        FileLinePositionSpan place = run.Diagnostics[0].Location.GetLineSpan();
        Assert.That((place.Path, place.StartLinePosition.Line), Is.EqualTo(("/venue/types.inc", 1)));
    }

    [Test]
    public void AChangeOfAnIncludedFileRunsTheSchemaAgain()
    {
        SchemaItem types = new SchemaItem("/venue/types.inc", Types);

        GeneratorRun run = GeneratorRun.Of(Schema("types.inc"), "/venue/schema.xml", types).AfterOther(types, Types.Replace("int32", "int64", StringComparison.Ordinal));

        Assert.That(Reasons(run, SbeGenerator.MessageStep), Is.EqualTo([IncrementalStepRunReason.Modified]));
        Assert.That(SourceOf(run), Does.Contain("long F "));
    }

    [Test]
    public void AChangeOfAFileThatIsNotIncludedRunsNothingAgain()
    {
        SchemaItem other = new SchemaItem("/venue/include/other.xml", Types);

        GeneratorRun run = GeneratorRun.Of(TestSchemas.Of("", "<message name=\"M\" id=\"1\"/>"), "/venue/schema.xml", other).AfterOther(other, "<types/>");

        Assert.That(Reasons(run, SbeGenerator.SchemaStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
        Assert.That(Reasons(run, SbeGenerator.MessageStep), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void TwoSchemasOfOneNamespaceAreTold()
    {
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Of("", "<message name=\"M\" id=\"1\"/>"), "/a.xml", new SchemaItem("/b.xml", TestSchemas.Of("", "")));

        Diagnostic fault = run.Diagnostics.Single();
        Assert.That(fault.Id, Is.EqualTo("SBE040"));
        Assert.That(fault.Location.GetLineSpan().Path, Is.EqualTo("/b.xml"));
        Assert.That(fault.GetMessage(null), Does.StartWith("'/a.xml' generates into the namespace 'Generated.Codecs' already"));
        Assert.That(SourceOf(run), Does.Contain("struct M "));
    }

    private static string SourceOf(GeneratorRun run)
        => run.Result.GeneratedSources.Single(static source => source.HintName == "Generated.Codecs.M.g.cs").SourceText.ToString();

    private static IncrementalStepRunReason[] Reasons(GeneratorRun run, string step)
        => [.. run.Result.TrackedSteps[step].SelectMany(static tracked => tracked.Outputs).Select(static output => output.Reason)];
}
