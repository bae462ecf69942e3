using System.Text.Json;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>What is measured beside others is measured wrong, so that this runs alone.</summary>
[NonParallelizable]
public sealed class BenchReceiveTests
{
    [TestCase("--interface nowhere9", "--interface nowhere9: no such interface, give one of lo")]
    [TestCase("--send-interface nowhere9", "--send-interface nowhere9: no such interface, give one of lo")]
    public void AnInterfaceThatIsNotThereIsOneMessage(string arguments, string reason)
    {
        using NetworkNamespace network = new();
        using ChildCommand bench = ChildCommand.Start(network, ["bench", "receive", .. arguments.Split(' ')]);

        Assert.That(bench.WaitForExit(), Is.EqualTo(2));
        Assert.That(bench.Error, Does.Contain(reason).And.Not.Contain("   at "));
    }

    [Test]
    public void TheSenderSaysInOneLineWhatItCannotDo()
    {
        using NetworkNamespace network = new();
        using ChildCommand sender = ChildCommand.Start(network, "bench-send", "239.83.99.1:43099", "nowhere9", "1", "1", "200", "-1");

        Assert.That(sender.WaitForExit(), Is.EqualTo(2));
        Assert.That(sender.Error.Trim(), Is.EqualTo("feedhandler: no interface nowhere9: there are lo"));
    }

    [Test]
    public void ReceiversAreMeasuredInTurnsBesideC()
    {
        Require.Tool("gcc");
        using NetworkNamespace network = new();

        JsonElement report = ChildCommand.Run(
            network, "bench", "receive", "--receivers", "socket,io_uring", "--packets", "500", "--rounds", "2", "--rate", "5000", "--json");

        string[] names = [.. report.GetProperty("rounds").EnumerateArray().Select(static round => round.GetProperty("receiver").GetString()!)];
        string[] round = ["Socket", "Socket to strategy", "IoUring", "IoUring to strategy", "C, busy recv"];
        Assert.That(names, Is.EqualTo(round.Concat(round)), report.ToString());
        foreach (JsonElement measured in report.GetProperty("rounds").EnumerateArray())
        {
            Assert.That(measured.GetProperty("received").GetInt32(), Is.EqualTo(500));
            JsonElement latency = measured.GetProperty("latencyNs");
            Assert.That(latency.GetProperty("p50").GetInt64(), Is.InRange(latency.GetProperty("min").GetInt64(), latency.GetProperty("p99").GetInt64()));
        }

        new JsonContract().With("docs/json.md", "bench receive").Holds(report);
    }

    [Test]
    public void HowAReceiverReceivesCanBeSaidAndCBeLeftOut()
    {
        using NetworkNamespace network = new();

        JsonElement report = ChildCommand.Run(
            network, "bench", "receive", "--receivers", "socket", "--packets", "200", "--rounds", "1", "--rate", "5000", "--batch", "16", "--wait", "block", "--without-c",
            "--json");

        string[] names = [.. report.GetProperty("rounds").EnumerateArray().Select(static round => round.GetProperty("receiver").GetString()!)];
        Assert.That(names, Is.EqualTo((string[])["Socket", "Socket to strategy"]));
        Assert.That(report.TryGetProperty("notes", out JsonElement notes) && notes.GetArrayLength() > 0, Is.False, "nothing was to be had otherwise");
    }
}
