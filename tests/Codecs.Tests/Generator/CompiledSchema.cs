using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>
/// The generated code of a schema as an assembly, compiled once for all tests that read it: to compile is most of what they take, and programs against it
/// are compiled without it.
/// </summary>
internal sealed class CompiledSchema
{
    private static readonly ConcurrentDictionary<string, CompiledSchema> Known = new(StringComparer.Ordinal);

    private readonly AssemblyLoadContext _context = new(nameof(CompiledSchema));
    private readonly PortableExecutableReference _reference;
    private int _programCount;

    private CompiledSchema(GeneratorRun run)
    {
        (byte[] image, Problems) = run.Emit();
        SourceCount = run.Result.GeneratedSources.Length;
        _reference = MetadataReference.CreateFromImage(image);
        _context.LoadFromStream(new MemoryStream(image));
        Symbols = (IAssemblySymbol)GeneratorRun.Program("Symbols", "", _reference).GetAssemblyOrModuleSymbol(_reference)!;
    }

    /// <summary>Errors and warnings of compiler and generator, as text.</summary>
    public string[] Problems { get; }

    /// <summary>How many files the generator wrote.</summary>
    public int SourceCount { get; }

    /// <summary>What there is in the assembly.</summary>
    public IAssemblySymbol Symbols { get; }

    /// <summary>The assembly of a schema; the test fails when it does not compile.</summary>
    public static CompiledSchema Of(string xml) => Known.GetOrAdd(xml, static text => new(GeneratorRun.Of(text)));

    /// <summary>Compiles a program against the assembly and loads it.</summary>
    public Assembly Load(string source)
    {
        using MemoryStream image = new MemoryStream();
        CSharpCompilation program = GeneratorRun.Program($"Program{++_programCount}", source, _reference);
        Assert.That(program.Emit(image).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        image.Position = 0;
        return _context.LoadFromStream(image);
    }
}
