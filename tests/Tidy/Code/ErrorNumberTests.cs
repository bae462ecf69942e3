using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Code;

/// <summary>Between a call that failed and the reading of its error number nothing else may be done: nearly anything may call the system.</summary>
public sealed class ErrorNumberTests
{
    private static readonly string[] Readers = ["GetLastPInvokeError", "GetLastSystemError", "GetLastWin32Error"];

    [Test]
    public void NothingIsFormattedBeforeTheNumberIsRead() => Rule.Holds(
        "The error number is read before anything is formatted: no interpolated string in a call that reads it as an argument",
        Calls(static call => IsReader(call) && call.Ancestors().OfType<InvocationExpressionSyntax>().Any(HasInterpolation)));

    [Test]
    public void NothingIsCalledBeforeTheNumberIsRead() => Rule.Holds(
        "NativeResult.From takes the return code of a call in its first argument, or of the call in the statement before it",
        Calls(static call => IsFrom(call) && !IsBesideItsCall(call)));

    private static IEnumerable<string> Calls(Func<InvocationExpressionSyntax, bool> offends) =>
        from file in Tree.Product
        where file.IsBelow("FeedHandler/Native") || file.IsBelow("FeedHandler/Receivers")
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where offends(call)
        select $"{file}:{call.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {call}";

    private static bool IsReader(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax member && Readers.Contains(member.Name.Identifier.Text, StringComparer.Ordinal);

    private static bool IsFrom(InvocationExpressionSyntax call) => call.Expression.ToString() == "NativeResult.From";

    private static bool HasInterpolation(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Any(static argument => argument.Expression.IsKind(SyntaxKind.InterpolatedStringExpression));

    // The nearest statement before it that calls anything calls once, and gives what the return code is made of.
    private static bool IsBesideItsCall(InvocationExpressionSyntax from)
    {
        if (Invocations(from.ArgumentList.Arguments[0]) > 0) return true;
        StatementSyntax? statement = from.FirstAncestorOrSelf<StatementSyntax>(static node => node.Parent is BlockSyntax);
        if (statement?.Parent is not BlockSyntax block) return false;
        HashSet<string> code = [.. NamesIn(from.ArgumentList.Arguments[0])];
        foreach (StatementSyntax before in block.Statements.Take(block.Statements.IndexOf(statement)).Reverse())
        {
            bool isGiven = Given(before).Any(code.Contains);
            if (Invocations(before) > 0) return isGiven && Invocations(before) == 1;
            if (isGiven) code.UnionWith(NamesIn(before));
        }

        return false;
    }

    private static IEnumerable<string> NamesIn(SyntaxNode node) =>
        node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.Text);

    private static IEnumerable<string> Given(StatementSyntax statement) => statement.DescendantNodes().Select(static node => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        AssignmentExpressionSyntax assignment => assignment.Left.ToString(),
        _ => "",
    });

    // Arguments are evaluated before the call that takes them, and are no call behind it.
    private static int Invocations(SyntaxNode node) =>
        node.DescendantNodes(static inner => inner is not InvocationExpressionSyntax).OfType<InvocationExpressionSyntax>().Count();
}
