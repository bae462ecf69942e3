using System.Xml.Linq;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Projects;

/// <summary>A project file and what it says.</summary>
internal sealed class Project
{
    private readonly XDocument _document;

    private Project(SourceFile file)
    {
        File = file;
        _document = XDocument.Parse(file.Text);
    }

    internal static IReadOnlyList<Project> All { get; } =
        [.. Tree.Files.Where(static file => file.Extension is ".csproj").Select(static file => new Project(file))];

    internal SourceFile File { get; }

    internal string Name => Path.GetFileNameWithoutExtension(File.Path);

    internal string Folder => Path.GetDirectoryName(File.Path)!.Replace('\\', '/');

    internal bool IsTestCode => File.IsTest;

    internal bool IsTestProject => _document.Descendants("IsTestProject").Any(static element => element.Value == "true");

    /// <summary>Whether it is under the ban of BannedSymbols.txt.</summary>
    internal bool IsHotPath => _document.Descendants("HotPath").Any(static element => element.Value == "true");

    /// <summary>Names of the projects it references, however conditionally.</summary>
    internal IEnumerable<string> References =>
        _document.Descendants("ProjectReference")
            .Select(static element => Path.GetFileNameWithoutExtension((string)element.Attribute("Include")!));

    public override string ToString() => File.Path;
}
