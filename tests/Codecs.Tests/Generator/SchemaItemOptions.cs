using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>The item metadata of additional files: xml files are schemas but in a folder "include", those in a folder "views" have no encoders, and files
/// ending in .inc are included.</summary>
internal sealed class SchemaItemOptions : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        => textFile.Path.EndsWith(".inc", StringComparison.Ordinal)
            ? new Values(new() { ["build_metadata.AdditionalFiles.IsSbeInclude"] = "true" })
            : textFile.Path.EndsWith(".xml", StringComparison.Ordinal) && !textFile.Path.Contains("/include/", StringComparison.Ordinal)
            ? new Values(new()
            {
                ["build_metadata.AdditionalFiles.IsSbeSchema"] = "true",
                ["build_metadata.AdditionalFiles.SbeNamespace"] = GeneratorRun.Namespace,
                ["build_metadata.AdditionalFiles.SbePrefix"] = GeneratorRun.Prefix,
                ["build_metadata.AdditionalFiles.SbeEncoders"] = textFile.Path.Contains("/views/", StringComparison.Ordinal) ? "False" : "",
            })
            : GlobalOptions;

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
