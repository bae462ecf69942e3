using System.Text.Json;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

[NonParallelizable]
public sealed class BenchReceiveTests
{
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
            Assert.That(measured.GetProperty("p50Ns").GetInt64(), Is.InRange(measured.GetProperty("minNs").GetInt64(), measured.GetProperty("p99Ns").GetInt64()));
        }
    }
}
