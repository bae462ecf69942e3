using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class BenchCommandTests
{
    [Test]
    public void EveryModeIsMeasuredAndSavedWithWhatRepeatsIt()
    {
        using SmallCapture captures = new();
        captures.WriteSimulated(eventCount: 50);
        CommandRun run = CommandRun.In(
            captures.Folder, "bench", "simulated.pcap", "--passes", "2", "--json", "--commit", "abc123", "--out", "results/cpu/bench.json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        foreach (string mode in (string[])["decode", "book", "events"])
        {
            JsonElement result = run.Json.GetProperty("modes").GetProperty(mode);
            Assert.That(result.GetProperty("nsPerMessage").GetProperty("median").GetDouble(), Is.GreaterThan(0));
            Assert.That(result.GetProperty("passesAgree").GetBoolean(), Is.True);
            Assert.That(result.GetProperty("allocatedBytes").GetInt64(), Is.Zero);
        }

        Assert.That(run.Json.GetProperty("ring").GetProperty("latencyNs").GetProperty("endToEnd").GetProperty("p999").GetInt64(), Is.GreaterThan(0));
        Assert.That(run.Json.GetProperty("machine").GetProperty("commit").GetString(), Is.EqualTo("abc123"));
        Assert.That(run.Json.GetProperty("command").GetString(), Does.StartWith("feedhandler bench simulated.pcap --passes 2"));
        Assert.That(File.ReadAllText(Path.Combine(captures.Folder, "results/cpu/bench.json")).Trim(), Is.EqualTo(run.Out.Trim()));
    }

    [Test]
    public void HowTheRingIsGoneThroughCanBeSaid()
    {
        using SmallCapture captures = new();
        captures.WriteSimulated(eventCount: 20);
        CommandRun run = CommandRun.In(
            captures.Folder, "bench", "simulated.pcap", "--mode", "ring", "--passes", "1", "--instruments-max", "64", "--wait", "blocking", "--ring-size", "1024", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Json.GetProperty("ring").GetProperty("wait").GetString(), Is.EqualTo("blocking"));
    }

    [TestCase("--ring-size 1000: not a power of two", "--ring-size", "1000")]
    [TestCase("core 0 is given to two threads", "--core", "0", "--strategy-core", "0")]
    [TestCase("--strategy-core 8000: ", "--strategy-core", "8000")]
    public void ARingThatCannotBeIsRefused(string reason, params string[] args)
    {
        using SmallCapture captures = new();
        captures.WriteSimulated(eventCount: 20);
        CommandRun run = CommandRun.In(captures.Folder, ["bench", "simulated.pcap", "--mode", "ring", .. args]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(reason));
    }
}
