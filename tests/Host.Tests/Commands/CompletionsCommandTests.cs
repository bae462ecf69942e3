using System.Diagnostics;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class CompletionsCommandTests
{
    [TestCase("bo", "books")]
    [TestCase("replay --feed", "--feed-core")]
    [TestCase("replay day.pcap --expl", "")]
    [TestCase("schema di", "diff")]
    [TestCase("schema --mess", "--message")]
    [TestCase("schema diff --pre", "--prefix")]
    [TestCase("schema diff --mess", "")]
    [TestCase("schema diff 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 --pre", "--prefix")]
    [TestCase("bench receive --he", "--help")]
    [TestCase("run feed.json --no-s", "--no-screen")]
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
    public void AnotherShellIsRefused() => Assert.That(CommandRun.Of("completions", "cmd"), Has.Property(nameof(CommandRun.Code)).EqualTo(ExitCode.Usage));
}
