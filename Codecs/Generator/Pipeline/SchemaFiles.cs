using System.Collections.Immutable;
using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FeedHandler.Codecs.Generator;

/// <summary>Finds the schemas among the additional files of a project, and the files that these include.</summary>
internal static class SchemaFiles
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    public static IncrementalValuesProvider<SchemaFile> Of(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(AdditionalText Left, AnalyzerConfigOptionsProvider Right)> texts =
            context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider);
        IncrementalValuesProvider<SchemaFile> schemas = texts.Select(static (pair, cancellation) => SchemaOf(pair.Left, pair.Right, cancellation))
            .Where(static file => file is not null).Select(static (file, _) => file!);
        IncrementalValuesProvider<IncludeFile> includes = texts.Select(static (pair, cancellation) => IncludeOf(pair.Left, pair.Right, cancellation))
            .Where(static file => file is not null).Select(static (file, _) => file!);
        IncrementalValuesProvider<SchemaTarget> targets = schemas.Select(static (file, _) => new SchemaTarget(file.Path, file.Namespace));
        return schemas.Combine(includes.Collect()).Select(static (pair, _) => WithIncludes(pair.Left, pair.Right))
            .Combine(targets.Collect()).Select(static (pair, _) => WithRival(pair.Left, pair.Right));
    }

    private static SchemaFile? SchemaOf(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        AnalyzerConfigOptions metadata = options.GetOptions(file);
        if (!Is(metadata, "IsSbeSchema"))
            return null;
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? rootNamespace);
        string space = Choose(metadata, "SbeNamespace", string.IsNullOrEmpty(rootNamespace) ? "Sbe" : rootNamespace!);
        string prefix = Choose(metadata, "SbePrefix", Identifiers.Pascal(space.Substring(space.LastIndexOf('.') + 1)));
        return new(file.Path, file.GetText(cancellation)?.ToString() ?? "", space, prefix)
        {
            HasEncoders = !string.Equals(Choose(metadata, "SbeEncoders", "true"), "false", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static IncludeFile? IncludeOf(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        bool isCandidate = file.Path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || Is(options.GetOptions(file), "IsSbeInclude");
        return isCandidate && file.GetText(cancellation)?.ToString() is { } xml ? new(SchemaPaths.Normalize(file.Path), xml) : null;
    }

    private static SchemaFile WithIncludes(SchemaFile file, ImmutableArray<IncludeFile> includes)
        => file.Xml.Contains("include") ? file with { Includes = new(includes) } : file;

    private static SchemaFile WithRival(SchemaFile file, ImmutableArray<SchemaTarget> targets)
    {
        SchemaTarget first = targets.First(target => target.Namespace == file.Namespace);
        return first.Path == file.Path ? file : file with { Rival = first.Path };
    }

    private static bool Is(AnalyzerConfigOptions metadata, string name)
        => string.Equals(Choose(metadata, name, ""), "true", StringComparison.OrdinalIgnoreCase);

    private static string Choose(AnalyzerConfigOptions metadata, string name, string absent)
        => metadata.TryGetValue(Metadata + name, out string? value) && value.Length > 0 ? value : absent;

    /// <summary>What a schema generates into.</summary>
    private sealed record SchemaTarget(string Path, string Namespace);
}
