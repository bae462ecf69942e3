using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FeedHandler.Tidy.Projects;

/// <summary>The rooms of the command: what every subcommand stands on, and a folder for each of them.</summary>
public sealed class HostFolderTests
{
    private const string Host = "FeedHandler/Host";
    private const string Namespace = "FeedHandler.Host.";

    /// <summary>What subcommands share, lowest first: each may use those before it, and none a subcommand.</summary>
    private static readonly string[] Shared = ["Shell", "Configuration", "Reports", "Live"];

    [Test]
    public void NoFolderDependsOnItselfThroughOthers() => Rule.Holds(
        "Inside the command no folder depends in a circle", Edges().Keys.Where(static folder => Reached(folder).Contains(folder)));

    [Test]
    public void WhatSubcommandsShareUsesNoneOfThem() => Rule.Holds(
        $"{string.Join(", ", Shared)} use only those of them that stand before",
        Shared.SelectMany(static (folder, index) => Edges().GetValueOrDefault(folder, []).Except(Shared[..index]).Select(used => $"{folder} -> {used}")));

    [Test]
    public void OnlyTheRootAndFoldersOfSubcommandsHoldACommand() => Rule.Holds(
        "A subcommand lies in a folder of its own, whose name is what is typed",
        Files().Where(static file => file.Name.EndsWith("Command.cs", StringComparison.Ordinal) && file.Name != "ExampleCommand.cs")
            .Where(static file => !file.Name.StartsWith(FolderOf(file), StringComparison.Ordinal))
            .Select(static file => file.Path));

    [TestCase("A->B B->C", "")]
    [TestCase("A->B B->C C->A", "A,B,C")]
    [TestCase("A->B B->B", "B")]
    public void ACircleIsFound(string edges, string circle)
    {
        Dictionary<string, HashSet<string>> graph = edges.Split(' ').Select(static edge => edge.Split("->"))
            .ToDictionary(static edge => edge[0], static edge => (HashSet<string>)[edge[1]]);

        Assert.That(string.Join(',', graph.Keys.Where(folder => Reached(folder, graph).Contains(folder))), Is.EqualTo(circle));
    }

    private static HashSet<string> Reached(string folder, Dictionary<string, HashSet<string>>? graph = null)
    {
        graph ??= Edges();
        HashSet<string> reached = [];
        Stack<string> open = new([folder]);
        while (open.TryPop(out string? next))
        {
            foreach (string used in graph.GetValueOrDefault(next, []).Where(reached.Add)) open.Push(used);
        }

        return reached;
    }

    // A folder's own namespace needs no using; what lies in the root is reached without one, and uses all.
    private static Dictionary<string, HashSet<string>> Edges() => Files().Where(static file => FolderOf(file).Length > 0)
        .GroupBy(FolderOf)
        .ToDictionary(static folder => folder.Key, static folder => folder.SelectMany(UsedBy).Where(used => used != folder.Key).ToHashSet());

    private static IEnumerable<string> UsedBy(SourceFile file) => file.Root.DescendantNodes()
        .Select(static node => node switch
        {
            UsingDirectiveSyntax { NamespaceOrType: { } name } => name.ToString(),
            QualifiedNameSyntax name => name.ToString(),
            MemberAccessExpressionSyntax access => access.ToString(),
            _ => "",
        })
        .Where(static name => name.StartsWith(Namespace, StringComparison.Ordinal))
        .Select(static name => name[Namespace.Length..].Split('.')[0])
        .Where(static folder => folder.Length > 0);

    private static IEnumerable<SourceFile> Files() => Tree.CSharp.Where(static file => file.IsBelow(Host));

    private static string FolderOf(SourceFile file) => file.Path.Split('/') is [_, _, var folder, _, ..] ? folder : "";
}
