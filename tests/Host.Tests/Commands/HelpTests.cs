using System.CommandLine;
using FeedHandler.Host.Commands;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class HelpTests
{
    private static readonly string[] Names = ["replay", "books", "bench", "simulate", "schema", "check", "publish", "inspect", "run", "record"];

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

    [Test]
    public void VersionIsOneLine()
    {
        CommandRun run = CommandRun.Of("--version");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good));
        Assert.That(run.Out.Trim(), Does.Match(@"^feedhandler \d+\.\d+\.\d+$"));
    }

    private static IEnumerable<Option> OptionsOf(string name)
    {
        Terminal terminal = new() { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = "." };
        return CommandLine.Root(terminal).Subcommands.Single(command => command.Name == name).Options;
    }
}
