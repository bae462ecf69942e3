using FeedHandler.Tidy.Projects;
using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Code;

/// <summary>What the ban of names (BannedSymbols.txt) cannot say is banned here by its form; and nothing near escapes either ban.</summary>
public sealed class NearSideTests
{
    /// <summary>Where an exception is caught and not thrown on. Each ends a thread or an attempt at start, and none goes through a packet.</summary>
    private static readonly Dictionary<string, string> Catching = new(StringComparer.Ordinal)
    {
        ["FeedHandler/Ring/Threads/PinnedThread.cs"] = "the end of a thread: what ended it is kept for whoever joins it",
        ["FeedHandler/Ring/Consumers/RingWorker.cs"] = "the end of a consumer's thread, likewise",
        ["FeedHandler/Ring/Consumers/HandlerWorker.cs"] = "a handler's own failure, which ends its thread alone",
        ["FeedHandler/Ring/Consumers/RingConsumer.Polling.cs"] = "the released ring tells the end of waiting by an exception",
        ["FeedHandler/Native/Sockets/MulticastSender.cs"] = "the runtime's socket refuses by an exception; it sends, and receives nothing",
        ["FeedHandler/Native/Clocks/TscInvariance.cs"] = "a file of the system that cannot be read, at start",
    };

    /// <summary>The system's room names in words each call that is refused.</summary>
    private const string WordyRoom = "FeedHandler/Native";

    private const string Ban = "dotnet_diagnostic.RS0030.severity = ";

    [Test]
    public void EveryNearProjectIsUnderTheBan() => Rule.Holds(
        "A project of the near side sets HotPath, which puts it under BannedSymbols.txt",
        NearSide.Rooms.Where(static room => !Project.All.Any(project => project.Folder == room && project.IsHotPath)));

    [Test]
    public void EveryProjectIsNearOrFar() => Rule.Holds(
        "A new project of the product says on which side of the ring it is",
        Project.All.Where(static project => !project.IsTestCode && !project.File.IsBelow("docs")).Select(static project => project.Folder)
            .Except([.. NearSide.Rooms, .. NearSide.FarRooms]));

    [Test]
    public void TheBanIsLiftedForTheColdPartsAlone()
    {
        string[] lines = Tree.Files.Single(static file => file.Path == ".editorconfig").Lines;

        Assert.That(SectionsWith("none"), Is.EqualTo(NearSide.Cold.Keys), "sections of .editorconfig that lift the ban");
        Assert.That(SectionsWith("warning"), Is.EqualTo(NearSide.NearAgain), "sections of .editorconfig that set it again");
        IEnumerable<string> SectionsWith(string severity) =>
            lines.Index().Where(line => line.Item == Ban + severity).Select(line => lines[line.Index - 1][1..^1]);
    }

    [Test]
    public void NothingElseLiftsTheBan() => Rule.Holds(
        "RS0030 is named in .editorconfig, and in the files of which a single function is exempt",
        Tree.Texts.Where(static file => !file.IsTest && file.Path != ".editorconfig" && file.Text.Contains("RS0030", StringComparison.Ordinal)
                && !NearSide.ColdFunctions.ContainsKey(file.Path))
            .Select(static file => file.Path));

    [Test]
    public void EveryExemptionIsNeeded() => Rule.Holds(
        "An exemption names files that are there",
        NearSide.Cold.Keys.Concat(NearSide.NearAgain).Concat(NearSide.ColdFunctions.Keys).Concat(Catching.Keys).Where(static glob => !NearSide.IsUsed(glob)));

    [TestCase("T:System.Threading.Tasks.Task", TestName = "Async")]
    [TestCase("T:System.Linq.Enumerable", TestName = "Linq")]
    [TestCase("T:System.Threading.Lock", TestName = "Locks")]
    [TestCase("T:System.Threading.Monitor", TestName = "Monitors")]
    [TestCase("T:System.Console", TestName = "Logging")]
    [TestCase("T:System.Text.StringBuilder", TestName = "Text")]
    [TestCase("T:System.DateTime", TestName = "DateTime")]
    [TestCase("T:System.Diagnostics.Stopwatch", TestName = "Stopwatch")]
    public void TheListBans(string symbol) => Assert.That(
        Tree.Files.Single(static file => file.Path == "BannedSymbols.txt").Lines, Has.Some.StartsWith(symbol + ";"));

    [Test]
    public void NearCodeWaitsForNothing() => Holds("no async, no await, no lock, no query", IsWaiting);

    [Test]
    public void NearCodeHasNoExceptionsAsFlow() => Rule.Holds(
        "What is caught near is thrown on, except where this file says why",
        NearSide.Files.Where(static file => !Catching.ContainsKey(file.Path)).SelectMany(static file => Offenders(file, IsCatching)));

    [Test]
    public void NearCodeMakesNoText() => Rule.Holds(
        "Text is put together near only for what is thrown, and in ToString",
        NearSide.Files.Where(static file => !file.IsBelow(WordyRoom)).SelectMany(static file => Offenders(file, IsText)));

    [TestCase("async void F() { }", true)]
    [TestCase("void F() { lock (this) { } }", true)]
    [TestCase("object F(int[] a) => from i in a select i;", true)]
    [TestCase("void F() { await foreach (var i in G()) { } }", true)]
    [TestCase("void F() { }", false)]
    public void WaitingIsSeen(string member, bool isSeen) => Assert.That(Sees(member, IsWaiting), Is.EqualTo(isSeen));

    [TestCase("void F() { try { } catch { } }", true)]
    [TestCase("void F() { try { } catch { Dispose(); throw; } }", false)]
    [TestCase("void F() { try { } finally { } }", false)]
    public void CatchingIsSeen(string member, bool isSeen) => Assert.That(Sees(member, IsCatching), Is.EqualTo(isSeen));

    [TestCase("string F(int i) => $\"{i}\";", true)]
    [TestCase("string F(int i) => string.Format(\"{0}\", i);", true)]
    [TestCase("void F(int i) => G(string.Concat(\"a\", i));", true)]
    [TestCase("void F(int i) { throw new X($\"{i}\"); }", false)]
    [TestCase("int F(int i) => i > 0 ? i : throw new X($\"{i}\");", false)]
    [TestCase("public override string ToString() => $\"{1}\";", false)]
    [TestCase("[DoesNotReturn] void F(int i) { var s = $\"{i}\"; throw new X(s); }", false)]
    public void TextIsSeen(string member, bool isSeen) => Assert.That(Sees(member, IsText), Is.EqualTo(isSeen));

    private static void Holds(string rule, Func<SyntaxNode, bool> offends) =>
        Rule.Holds($"The near side of the ring: {rule}", NearSide.Files.SelectMany(file => Offenders(file, offends)));

    private static bool Sees(string member, Func<SyntaxNode, bool> offends) =>
        CSharpSyntaxTree.ParseText($"class C {{ {member} }}").GetRoot().DescendantNodes().Any(offends);

    private static IEnumerable<string> Offenders(SourceFile file, Func<SyntaxNode, bool> offends) =>
        file.Root.DescendantNodes().Where(offends)
            .Select(node => $"{file}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {node.ToString().Split('\n')[0]}");

    private static bool IsWaiting(SyntaxNode node) => node switch
    {
        LockStatementSyntax or AwaitExpressionSyntax or QueryExpressionSyntax => true,
        ForEachStatementSyntax loop => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax function => function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    private static bool IsCatching(SyntaxNode node) =>
        node is CatchClauseSyntax clause && !(clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax);

    private static bool IsText(SyntaxNode node) =>
        node is (InterpolatedStringExpressionSyntax or InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Expression: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword },
                Name.Identifier.ValueText: "Format" or "Concat" or "Join" or "Create",
            }
        }) && !node.Ancestors().Any(IsForPeople);

    private static bool IsForPeople(SyntaxNode node) => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        MethodDeclarationSyntax { Identifier.ValueText: "ToString" } => true,
        MethodDeclarationSyntax method => method.AttributeLists.ToString().Contains("DoesNotReturn", StringComparison.Ordinal),
        _ => false,
    };
}
