using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Code;

public sealed class FunctionLengthTests
{
    private const int LinesMax = 30;

    /// <summary>How many functions of the product are longer. It may only fall: whoever shortens one lowers it.</summary>
    private const int LongFunctionsMax = 0;

    [Test]
    public void FunctionsFitAGlance()
    {
        string[] longer = [.. Tree.Product.SelectMany(LongFunctions)];

        if (longer.Length > LongFunctionsMax) Rule.Holds($"A function has at most {LinesMax} lines, except {LongFunctionsMax}", longer);
        Assert.That(longer, Has.Length.EqualTo(LongFunctionsMax), $"fewer functions are too long now: lower {nameof(LongFunctionsMax)}");
    }

    private static IEnumerable<string> LongFunctions(SourceFile file) =>
        file.Root.DescendantNodes()
            .Where(static node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Select(node => (Node: node, Lines: LinesOf(node)))
            .Where(static function => function.Lines > LinesMax)
            .Select(function => $"{file}:{StartLine(function.Node) + 1}: {function.Lines} lines");

    /// <summary>From the line of the signature, after attributes, to the line of the closing brace.</summary>
    private static int LinesOf(SyntaxNode function) =>
        function.GetLocation().GetLineSpan().EndLinePosition.Line - StartLine(function) + 1;

    private static int StartLine(SyntaxNode function)
    {
        SyntaxNodeOrToken signature = function.ChildNodesAndTokens().First(static child => !child.IsKind(SyntaxKind.AttributeList));
        return signature.GetLocation()!.GetLineSpan().StartLinePosition.Line;
    }
}
