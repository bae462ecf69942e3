using System.Diagnostics;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class CompletionsCommandTests
{
    [TestCase("bo", "books")]
    [TestCase("inst", "instruments")]
    [TestCase("replay --feed", "--feed-core")]
    [TestCase("replay day.pcap --expl", "")]
    [TestCase("schema di", "diff")]
    [TestCase("schema --mess", "--message")]
    [TestCase("schema diff --pre", "--prefix")]
    [TestCase("schema diff --mess", "")]
    [TestCase("schema diff 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 --pre", "--prefix")]
    [TestCase("bench receive --he", "--help")]
    [TestCase("run feed.json --no-s", "--no-screen")]
    [TestCase("replay day.pcap --wait y", "yielding")]
    [TestCase("replay day.pcap --events-format p", "parquet")]
    [TestCase("run feed.json --events-format p", "")]
    [TestCase("completions f", "fish")]
    public void BashCompletesWhatIsTyped(string typed, string expected)
    {
        string line = $"COMP_WORDS=(feedhandler {typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _feedhandler; echo \"${{COMPREPLY[*]}}\"";
        ProcessStartInfo start = new(Require.Tool("bash"), ["--norc", "-c", CommandRun.Of("completions", "bash").Out + line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process bash = Process.Start(start)!;
        Task<string> error = bash.StandardError.ReadToEndAsync();

        Assert.That(bash.StandardOutput.ReadToEnd(), Is.EqualTo(expected + "\n"));
        Assert.That(error.Result, Is.Empty);
    }

    [Test]
    public void FishAndZshAreToldOfTheSame()
    {
        Assert.That(CommandRun.Of("completions", "zsh").Out, Does.Contain("bashcompinit\n").And.EndWith(CommandRun.Of("completions", "bash").Out));
        Assert.That(
            CommandRun.Of("completions", "fish").Out, Does.Contain("complete -c feedhandler -n '__fish_seen_subcommand_from replay' -l feed-core -d '"));
    }

    [Test]
    public void FishKnowsWhichOptionsAreThoseOfACommandInsideAnother()
    {
        string[] lines = CommandRun.Of("completions", "fish").Out.Split('\n');

        Assert.That(lines.Where(static line => line.Contains(" -l message ", StringComparison.Ordinal) && line.Contains("from schema", StringComparison.Ordinal)),
            Has.One.Contains("'__fish_seen_subcommand_from schema; and not __fish_seen_subcommand_from diff'"));
        Assert.That(lines.Where(static line => line.Contains(" -l prefix ", StringComparison.Ordinal)),
            Has.One.Contains("'__fish_seen_subcommand_from schema; and __fish_seen_subcommand_from diff'"));
        Assert.That(lines, Has.Some.Contains("from replay' -l events-format -xa \"jsonl csv parquet\" -d"));
        Assert.That(lines, Has.Some.Contains("from completions' -a fish"));
    }

    [Test]
    public void AnotherShellIsRefused() => Assert.That(CommandRun.Of("completions", "cmd"), Has.Property(nameof(CommandRun.Code)).EqualTo(ExitCode.Usage));
}
