using System.Globalization;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>
/// Line A loses packets at 20 000 a second while line B has all of them and is behind: nothing is lost. Each takes FEEDHANDLER_LIVE_SECONDS, 2 by default;
/// 120 and more is the long form, which a machine with nothing else to do should pass.
/// </summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SkewedLineTests
{
    private const int PacketsPerSecond = 10_000; // of each line
    private LiveSystem _system = null!;

    private static int Seconds => int.Parse(Environment.GetEnvironmentVariable("FEEDHANDLER_LIVE_SECONDS") ?? "2", CultureInfo.InvariantCulture);

    // All where all seeds run, else a line far behind and one ahead.
    private static object[][] Cases => [.. new object[][]
    {
        ["socket", "0.05", "100000000"],
        ["io_uring", "0.05", "-20000000"],
        ["socket", "0.02", "0"],
        ["io_uring", "0.02", "5000000"],
        ["xdp", "0.02", "20000000"],
        ["xdp", "0.05", "1000000"],
        ["dpdk", "0.02", "50000000"],
    }.Take(Seeds.AreAll ? int.MaxValue : 2)];

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void OneCompleteLineIsEnough(string receiver, string loss, string skewNs)
    {
        using LiveChannel channel = new(Seconds * PacketsPerSecond * 5 / 4);
        using ChildCommand feed = _system.StartFeed(
            new LiveSetup { Receiver = receiver, GapTimeUs = 2_000_000, SecondsMax = Seconds + LiveSystem.SecondsMax }, channel);
        using ChildCommand publisher = _system.StartPublisher(
            channel, 310, "--speed", "20000", "--drop", loss, "--fault-line", "A", "--skew-ns", skewNs);
        Assert.That(publisher.WaitForExit(TimeSpan.FromSeconds(Seconds + LiveSystem.SecondsMax)), Is.Zero, publisher.Error);

        LiveReport report = LiveReport.Of(feed);
        Assert.That(report["missingA"], Is.GreaterThan(0));
        if (report.DropsOf("B") == 0) report.CheckWhole(channel);
        else Assert.That(report["lost"], Is.LessThanOrEqualTo(report.DropsOf("B")), "a machine too busy to receive tells what it dropped");
    }
}
