extern alias Generator;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SbeGenerator = Generator::FeedHandler.Codecs.Generator.SbeGenerator;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Runs the generator inside the test and compiles what it writes.</summary>
internal sealed class GeneratorRun
{
    public const string Namespace = "Generated.Codecs";
    public const string Prefix = "Test";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);
    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999);

    private static readonly MetadataReference[] References = [.. FindReferences()];

    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _input;
    private readonly SchemaItem _schema;

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input, SchemaItem schema)
    {
        _input = input;
        _schema = schema;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation? output, out ImmutableArray<Diagnostic> diagnostics);
        Output = (CSharpCompilation)output;
        Diagnostics = [.. diagnostics];
    }

    /// <summary>The compilation with the generated files.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the generator itself reported.</summary>
    public Diagnostic[] Diagnostics { get; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public static GeneratorRun Of(string xml, string path = "schema.xml", params SchemaItem[] others)
    {
        CSharpCompilation input = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText("// A file that the generator does not look at.", ParseOptions)],
            References,
            Options);
        GeneratorDriverOptions driverOptions = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        SchemaItem schema = new SchemaItem(path, xml);
        CSharpGeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SbeGenerator().AsSourceGenerator()],
            [schema, new SchemaItem("readme.txt", "not a schema"), .. others],
            ParseOptions,
            new SchemaItemOptions(),
            driverOptions);
        return new(driver, input, schema);
    }

    /// <summary>Runs again after a source file of the project has changed.</summary>
    public GeneratorRun AfterEdit(string source)
        => new(_driver, _input.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions)), _schema);

    /// <summary>Runs again after the schema has changed.</summary>
    public GeneratorRun AfterSchema(string xml)
    {
        SchemaItem schema = new SchemaItem(_schema.Path, xml);
        return new(_driver.ReplaceAdditionalText(_schema, schema), _input, schema);
    }

    /// <summary>Runs again after a file beside the schema has changed.</summary>
    public GeneratorRun AfterOther(SchemaItem other, string text)
        => new(_driver.ReplaceAdditionalText(other, new SchemaItem(other.Path, text)), _input, _schema);

    /// <summary>Errors and warnings of compiler and generator, as text.</summary>
    public string[] Problems() => ProblemsAmong(Output.GetDiagnostics());

    /// <summary>Compiles to an assembly.</summary>
    /// <returns>The assembly, and errors and warnings as <see cref="Problems"/> gives them; the test fails when there is none for errors.</returns>
    public (byte[] Image, string[] Problems) Emit()
    {
        using MemoryStream image = new MemoryStream();
        EmitResult result = Output.Emit(image);
        Assert.That(result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5), Is.Empty);
        return (image.ToArray(), ProblemsAmong(result.Diagnostics));
    }

    /// <summary>A program against an assembly of generated code.</summary>
    public static CSharpCompilation Program(string name, string source, MetadataReference generated)
        => CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source, ParseOptions)], [.. References, generated], Options);

    /// <summary>Compiles with one more source file and loads the result.</summary>
    public System.Reflection.Assembly Load(string source)
    {
        CSharpCompilation compilation = Output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions));
        using MemoryStream image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.That(result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return System.Reflection.Assembly.Load(image.ToArray());
    }

    private string[] ProblemsAmong(ImmutableArray<Diagnostic> ofCompiler)
        => [.. ofCompiler.Concat(Diagnostics)
            .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(static diagnostic => diagnostic.ToString())];

    private static IEnumerable<MetadataReference> FindReferences()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is { } name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "FeedHandler.Codecs.dll" or "netstandard.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path));
}
