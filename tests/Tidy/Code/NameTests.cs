using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Code;

public sealed partial class NameTests
{
    private static readonly string[] EmptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Impl", "Data", "Info", "Base"];

    /// <summary>Type names that a specification gives, each with its source.</summary>
    private static readonly Dictionary<string, string> NamesOfSpecifications = new(StringComparer.Ordinal)
    {
        ["VarData"] = "SBE 1.0, variable-length data",
    };

    [Test]
    public void TypesAreNamedForWhatTheyAre() => Rule.Holds(
        $"A type's name holds none of the words that say nothing ({string.Join(", ", EmptyWords)}) unless a specification gives it",
        Tree.CSharp.Where(static file => !file.IsReleasedSurface).SelectMany(static file => TypeNames(file.Root)
            .Where(static name => SaysNothing(name) && !NamesOfSpecifications.ContainsKey(name))
            .Select(name => $"{file}: {name}")));

    [Test]
    public void TestsAreNamedBySentencesWithoutUnderscores() => Rule.Holds(
        "A test's name is a sentence that says what holds, in capitals as every name",
        Tree.CSharp.Where(static file => file.IsTest && !file.IsReleasedSurface).SelectMany(static file => file.Root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(static method => method.AttributeLists.SelectMany(static list => list.Attributes)
                .Any(static attribute => attribute.Name.ToString().StartsWith("Test", StringComparison.Ordinal)))
            .Select(static method => method.Identifier.ValueText)
            .Where(static name => name.Contains('_', StringComparison.Ordinal))
            .Select(name => $"{file}: {name}")));

    [TestCase("BookManager", true)]
    [TestCase("IDataSource", true)]
    [TestCase("Database", false)]
    [TestCase("Utilization", false)]
    public void OnlyWholeWordsCount(string name, bool saysNothing) => Assert.That(SaysNothing(name), Is.EqualTo(saysNothing));

    private static bool SaysNothing(string name) => Words().Matches(name).Any(static word => EmptyWords.Contains(word.Value));

    private static IEnumerable<string> TypeNames(SyntaxNode root) =>
        root.DescendantNodes().Select(static node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => "",
        }).Where(static name => name.Length > 0);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
