using System.Globalization;
using FeedHandler.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>The same schema gives the same text on every machine, and text that every project can compile.</summary>
public sealed class DeterminismTests
{
    [TestCase("everything.xml")]
    [TestCase("names.xml")]
    public void CulturePathAndLineEndsChangeNothing(string name)
    {
        string xml = File.ReadAllText(Repository.PathOf("tests/Codecs.Tests/Schemas/" + name));
        string[] expected = TextOf(GeneratorRun.Of(xml));
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator) = ("~", ",");

        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.That(TextOf(GeneratorRun.Of(xml.ReplaceLineEndings("\r\n"), "/elsewhere/other.xml")), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void AProjectWithoutNullableTypesHasNoWarning()
    {
        CSharpCompilation output = GeneratorRun.Of(File.ReadAllText(Repository.PathOf("tests/Codecs.Tests/Schemas/everything.xml"))).Output;
        CSharpCompilation compilation = output.WithOptions(output.Options.WithNullableContextOptions(NullableContextOptions.Disable));

        Assert.That(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning), Is.Empty);
    }

    private static string[] TextOf(GeneratorRun run)
        => [.. run.Result.GeneratedSources.Select(static source => source.HintName + "\n" + source.SourceText)];
}
