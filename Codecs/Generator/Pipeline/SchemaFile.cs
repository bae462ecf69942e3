using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A schema file as the project names it.</summary>
/// <param name="Path">where it is, for diagnostics</param>
/// <param name="Xml">its text</param>
/// <param name="Namespace">namespace of the generated code</param>
/// <param name="Prefix">what the handler interface and the dispatcher are called after</param>
internal sealed record SchemaFile(string Path, string Xml, string Namespace, string Prefix)
{
    /// <summary>Files that it may include; empty when it includes none, so that no other file's change concerns it.</summary>
    public EquatableArray<IncludeFile> Includes { get; init; }

    /// <summary>Whether encoders are generated: who only reads has less to compile without them.</summary>
    public bool HasEncoders { get; init; } = true;

    /// <summary>Path of a schema before it in the project that generates into the same namespace; empty when there is none.</summary>
    public string Rival { get; init; } = "";

    /// <summary>Finds an included file: by its path, else by its name where only one file has it, as linked files do.</summary>
    /// <param name="path">with slashes and free of dots</param>
    /// <returns>the text, or null when no such file was given</returns>
    public string? Find(string path)
    {
        IncludeFile? exact = Includes.FirstOrDefault(file => file.Path == path);
        if (exact is not null)
            return exact.Xml;
        string name = NameOf(path);
        List<IncludeFile> named = Includes.Where(file => string.Equals(NameOf(file.Path), name, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? named[0].Xml : null;
    }

    private static string NameOf(string path) => path.Substring(path.LastIndexOf('/') + 1);
}
