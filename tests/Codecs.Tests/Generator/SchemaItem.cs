using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>An additional file as the compiler hands it to a generator.</summary>
internal sealed class SchemaItem(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
