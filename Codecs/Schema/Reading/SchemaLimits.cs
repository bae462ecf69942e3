namespace FeedHandler.Codecs.Schema;

/// <summary>Bounds of what is read, so that a hostile or broken file ends in a diagnostic and not in a lack of memory or stack.</summary>
internal static class SchemaLimits
{
    /// <summary>Characters of a file, with those that entities bring.</summary>
    public const int TextCharsMax = 1 << 26;

    /// <summary>Characters that the entities of a document type may expand to.</summary>
    public const int EntityCharsMax = 1 << 20;

    /// <summary>Elements inside one another, of whatever kind.</summary>
    public const int ElementDepthMax = 1024;

    /// <summary>Included files, counting repeats.</summary>
    public const int IncludeCountMax = 256;

    /// <summary>Files that include one another in a chain.</summary>
    public const int IncludeDepthMax = 16;

    /// <summary>Groups, composites or containers inside one another.</summary>
    public const int NestingMax = 64;

    /// <summary>Bytes of a block or of a type.</summary>
    public const int BytesMax = 1 << 20;

    /// <summary>Values in a composite, with those of composites inside.</summary>
    public const int LeafCountMax = 1 << 14;

    /// <summary>Diagnostics kept.</summary>
    public const int DiagnosticCountMax = 1000;
}
