using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed partial class HelpTests
{
    private static readonly string[] Names =
    [
        "replay", "books", "instruments", "diff", "bench", "simulate", "schema", "check", "publish", "inspect", "run", "record", "slice", "convert", "shrink", "tune", "balance", "completions",
    ];

    [TestCaseSource(nameof(Names))]
    public void HelpNamesEveryOptionAndGivesExamples(string name)
    {
        CommandRun run = CommandRun.Of(name, "--help");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good));
        foreach (Option option in OptionsOf(name)) Assert.That(run.Out, Does.Contain(option.Name));
        Assert.That(run.Out, Does.Contain("Examples:").And.Contain($"feedhandler {name} "));
    }

    [TestCaseSource(nameof(Names))]
    public void TheManualNamesEveryOption(string name)
    {
        string manual = File.ReadAllText(Repository.PathOf("docs/commands.md"));

        Assert.That(OptionsOf(name).Select(static option => option.Name).Where(option => !manual.Contains($"`{option}", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void TheManualGivesTheRangeOfEveryNumber(string name)
    {
        string manual = File.ReadAllText(Repository.PathOf("docs/commands.md"));
        string[] rows = [.. ((string[])["What every command reads", name, "run", "replay"]).SelectMany(title => SectionOf(manual, title).Split('\n'))];
        string[] missing = [.. OptionsOf(name).Select(static option => (option.Name, Range: Range().Match(option.Description ?? "").Groups["range"].Value))
            .Where(static option => option.Range.Length > 0 && !IsOpen(option.Range))
            .Where(option => !rows.Any(row => row.Contains($"`{option.Name} ", StringComparison.Ordinal) && row.Contains(option.Range, StringComparison.Ordinal)))
            .Select(static option => $"{option.Name}: {option.Range}")];

        Assert.That(missing, Is.Empty);
    }

    [TestCase("bench", "receive", "FILE", "feedhandler bench receive [options]")]
    [TestCase("schema", "diff", "XML", "feedhandler schema diff [<OLD> [<NEW>]] [options]")]
    public void HelpOfAnInnerCommandHasNothingOfTheOuter(string outer, string inner, string argument, string usage)
    {
        CommandRun run = CommandRun.Of(outer, inner, "--help");

        Assert.That(run.Out, Does.Not.Contain($"\n  <{argument}>").And.Match(string.Join(@"\s+", usage.Split(' ').Skip(1).Select(Regex.Escape))));
    }

    [Test]
    public void VersionIsOneLine()
    {
        CommandRun run = CommandRun.Of("--version");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good));
        Assert.That(run.Out.Trim(), Does.Match(@"^feedhandler \d+\.\d+\.\d+(\+[0-9a-f]{40})?$"));
    }

    private static string SectionOf(string manual, string title)
    {
        string[] parts = manual.Split($"\n## {title}\n");
        return parts.Length < 2 ? "" : parts[1].Split("\n## ")[0];
    }

    // A range that ends where the machine's numbers do is none that anybody meets.
    private static bool IsOpen(string range) => long.Parse(range.Split(' ')[^1], CultureInfo.InvariantCulture) >= int.MaxValue - 1;

    [GeneratedRegex(@"\((?<range>-?\d+ to \d+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();

    private static IEnumerable<Option> OptionsOf(string name)
    {
        Terminal terminal = new() { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = "." };
        return CommandLine.Root(terminal).Subcommands.Single(command => command.Name == name).Options;
    }
}
