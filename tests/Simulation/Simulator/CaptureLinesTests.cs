using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Simulator;

public sealed class CaptureLinesTests
{
    private static readonly SimulationOptions Options = new() { EventCount = 200 };

    [Test]
    public void TheUsualLinesAreNotToldInTheCommand()
    {
        CaptureManifest manifest = Write(Options, new CaptureLines());
        Assert.That(manifest.Command, Is.EqualTo("feedhandler simulate --seed 1 --instruments 12 --events 200 --out day.pcapng"));
        Assert.That(manifest.FrameCount, Is.EqualTo(2 * manifest.PacketCount));
        Assert.That(LineMap.Parse(manifest.Lines), Is.Not.Null);
    }

    [Test]
    public void OtherLinesAreToldInTheCommandAndGiveTheSameFileAgain()
    {
        Assert.That(UdpEndpoint.TryParse("239.200.1.1:14340", out UdpEndpoint group), Is.True);
        CaptureLines lines = new CaptureLines { GroupA = group, LostPerMilleA = 20, LostPerMilleB = 5, SkewNs = -7000, RestartAt = 100 };
        CaptureManifest manifest = Write(Options with { ApplId = 340, SchemaVersion = 8 }, lines);
        Assert.That(manifest.Command, Does.Contain(
            " --channel 340 --schema-version 8 --group-a 239.200.1.1:14340 --loss-a 0.02 --loss-b 0.005 --skew-ns -7000 --restart-at 100 "));
        Assert.That(manifest.Lines, Is.EqualTo("239.200.1.1:14340=A,239.200.0.2:15001=B"));
        Assert.That(manifest.PacketCount, Is.GreaterThan(200));
        Assert.That(manifest.FrameCount, Is.LessThan(2 * manifest.PacketCount));
        Assert.That(Write(Options with { ApplId = 340, SchemaVersion = 8 }, lines).Sha256, Is.EqualTo(manifest.Sha256));
    }

    [Test]
    public void LoopsOfOrdersHaveGroupsOfTheirOwnAndChangeNoEvent()
    {
        CaptureManifest plain = Write(Options, new CaptureLines { SnapshotMs = 5 });
        CaptureManifest manifest = Write(Options, new CaptureLines { SnapshotMs = 5, OrderSnapshotMs = 5 });
        Assert.That(manifest.Command, Does.Contain(" --snapshot-ms 5 --order-snapshot-ms 5 "));
        Assert.That(manifest.Lines, Does.EndWith(",239.200.0.7:20001=310/orderSnapshot/A,239.200.0.8:21001=310/orderSnapshot/B"));
        Assert.That(manifest.FrameCount, Is.GreaterThan(plain.FrameCount + 4));
        Assert.That((manifest.Digest, manifest.EventCount), Is.EqualTo((plain.Digest, plain.EventCount)));
        Assert.That(Write(Options, new CaptureLines { SnapshotMs = 5, OrderSnapshotMs = 5 }).Sha256, Is.EqualTo(manifest.Sha256));
        Assert.That(LineMap.Parse(manifest.Lines), Is.Not.Null);
    }

    private static CaptureManifest Write(SimulationOptions options, CaptureLines lines)
    {
        using MemoryStream stream = new MemoryStream();
        return CaptureGenerator.Write(options, stream, "day.pcapng", lines);
    }
}
