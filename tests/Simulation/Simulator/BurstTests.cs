using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Simulator;

/// <summary>The profile of bursts has the rates and sizes that it is for (published measurements of futures feeds: long calms, peaks, two sizes of packets).</summary>
public sealed class BurstTests
{
    private const long NsPerSecond = 1_000_000_000;
    private const int WindowPackets = 100;
    private SimulatedPacket[] _packets = null!;

    [OneTimeSetUp]
    public void Simulate() =>
        _packets = [.. new SimulatedFeed(new SimulationOptions { Seed = 3, EventCount = 20_000, Profile = MarketProfile.Burst, ChannelResetCount = 0 }).Packets()];

    [Test]
    public void TheMeanIsSomeThousandPacketsASecond()
    {
        double seconds = (double)(_packets[^1].SendingTimeNs - _packets[0].SendingTimeNs) / NsPerSecond;
        Assert.That(_packets.Length / seconds, Is.InRange(1_000, 9_000));
    }

    [Test]
    public void APeakIsAHundredThousandPacketsASecond()
    {
        long shortestNs = Enumerable.Range(0, _packets.Length - WindowPackets).Min(at => _packets[at + WindowPackets].SendingTimeNs - _packets[at].SendingTimeNs);
        Assert.That(WindowPackets * NsPerSecond / shortestNs, Is.GreaterThan(100_000));
    }

    [Test]
    public void PacketsAreSmallOrNearlyFull()
    {
        int small = _packets.Count(static packet => packet.Bytes.Length < 450);
        int full = _packets.Count(static packet => packet.Bytes.Length >= 1050);
        int between = _packets.Length - small - full;
        TestContext.Out.WriteLine($"{small} small, {between} between, {full} full");
        Assert.That(small, Is.GreaterThan(_packets.Length / 2));
        Assert.That(full, Is.GreaterThan(between));
    }

    [Test]
    public void EqualSeedsGiveEqualPackets()
    {
        SimulationOptions options = new() { Seed = 3, EventCount = 500, Profile = MarketProfile.Burst };
        Assert.That(
            new SimulatedFeed(options).Packets().Select(static packet => packet.Bytes.ToArray()),
            Is.EqualTo(new SimulatedFeed(options).Packets().Select(static packet => packet.Bytes.ToArray())));
    }
}
