using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>A slip of the finger is told with what was probably meant, and nothing is taken for a file because of it.</summary>
public sealed class SuggestionTests
{
    [TestCase("repaly", "repaly: no such command or option (did you mean replay?)")]
    [TestCase("bok", "bok: no such command or option (did you mean books?)")]
    [TestCase("--hlep", "--hlep: no such command or option (did you mean --help?)")]
    [TestCase("replay --expct x", "--expct: no such option (did you mean --expect?)")]
    [TestCase("replay --repaet=3", "--repaet=3: no such option (did you mean --repeat?)")]
    [TestCase("replay --JSON", "--JSON: no such option (did you mean --json?)")]
    [TestCase("replay --strat x.dll:A", "--strat: no such option (did you mean --strategy?)")]
    [TestCase("run --interfce lo", "--interfce: no such option (did you mean --interface?)")]
    [TestCase("schema dif a b", "dif: no such file or command (did you mean diff?)")]
    [TestCase("bench recieve", "recieve: no such file or command (did you mean receive?)")]
    [TestCase("schema diff a b --jsn", "--jsn: no such command or option (did you mean --json?)")]
    [TestCase("inspect x.pcap -z", "-z: no such option")]
    [TestCase("replay --bogusoption", "--bogusoption: no such option")]
    [TestCase("replay --expect", "--expect: a value is missing, give --expect [CHANNEL[:ID]=]DIGEST")]
    [TestCase("replay --top 1 --top 2", "--top: given 2 times, give it once")]
    public void WhatWasMeantIsSaid(string line, string message)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.StartWith($"feedhandler: {message}\nTry: "));
    }

    [Test]
    public void AFileThatIsThereIsAFileWhateverItsName()
    {
        using SmallCapture captures = new();
        captures.WriteBytes("dif", "<no schema>"u8.ToArray());

        Assert.That(CommandRun.In(captures.Folder, "schema", "dif").Error, Does.Not.Contain("did you mean"));
    }

    [Test]
    public void BehindTwoDashesEverythingIsAFile() =>
        Assert.That(CommandRun.Of("replay", "--", "--expct").Error, Does.StartWith("feedhandler: --expct does not exist").Or.Contains("/--expct does not exist"));
}
