using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Code;

/// <summary>The stand-in for the released ring is as large as what the product stands on, and no larger.</summary>
public sealed class ReachTests
{
    private const string StandIn = "FeedHandler/Disruptor";

    [Test]
    public void TheProductReachesEveryTypeOfTheStandIn()
    {
        ILookup<string, BaseTypeDeclarationSyntax> types = Tree.Product.Where(static file => file.IsBelow(StandIn))
            .SelectMany(static file => file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .ToLookup(static type => type.Identifier.ValueText, StringComparer.Ordinal);
        Assert.That(types, Is.Not.Empty);

        Rule.Holds(
            $"A type of {StandIn} is named by the rest of the product, or by a type that is",
            types.Select(static type => type.Key).Except(Reached(types), StringComparer.Ordinal));
    }

    private static HashSet<string> Reached(ILookup<string, BaseTypeDeclarationSyntax> types)
    {
        HashSet<string> reached = [];
        Queue<string> open = new(Tree.Product.Where(static file => !file.IsBelow(StandIn)).SelectMany(static file => NamesIn(file.Root)));
        while (open.TryDequeue(out string? name))
        {
            if (!types.Contains(name) || !reached.Add(name)) continue;
            foreach (string inside in types[name].SelectMany(NamesIn)) open.Enqueue(inside);
        }

        return reached;
    }

    // Names in code: comments, which also name types, are no nodes of it.
    private static IEnumerable<string> NamesIn(SyntaxNode node) =>
        node.DescendantNodes().OfType<SimpleNameSyntax>().Select(static name => name.Identifier.ValueText);
}
