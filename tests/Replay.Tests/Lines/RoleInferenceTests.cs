using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;
using static FeedHandler.Replay.Tests.Support.FeedImage;

namespace FeedHandler.Replay.Tests.Lines;

public sealed class RoleInferenceTests
{
    private const string A = "224.0.31.64:14340";
    private const string Other = "224.0.31.65:14341";
    private const string Loop = "224.0.31.66:19340";
    private const string LoopB = "224.0.32.66:19341";

    [Test]
    public void RolesAreToldByTheMessages()
    {
        LineMap map = new FeedImage().SendAll(A, Books(1, 5))
            .SendAll("224.0.31.70:21340", [OrderSnapshot(1), OrderSnapshot(2), Heartbeat(3)])
            .SendAll(Loop, [Snapshot(1), Snapshot(2), Snapshot(3)])
            .SendAll("224.0.31.71:16340", [Definition(1, total: 2), Definition(2, 9, total: 2), Definition(1, total: 2)]).Infer();

        Assert.That(map.ToString(), Is.EqualTo(
            $"{A}=A,{Loop}=snapshot/A,224.0.31.70:21340=orderSnapshot/A,224.0.31.71:16340=definitions/A"));
        Assert.That(map.Finding, Does.StartWith($"1 channel found: A {A}, snapshot A {Loop}, orderSnapshot A "));
    }

    [Test]
    public void DefinitionsOfTheIncrementalFeedAreIncremental()
    {
        LineMap map = new FeedImage().SendAll(A, [Definition(1), Definition(2, 9), Book(3)]).Infer();
        LineMap alone = new FeedImage().SendAll(A, [Definition(1, total: 2), Definition(2, 9, total: 2)]).Infer();

        Assert.That(map.Feed[0].Role, Is.EqualTo(FeedRole.Incremental));
        Assert.That(alone.Feed[0].Role, Is.EqualTo(FeedRole.Incremental), "nothing says that they come again");
    }

    [Test]
    public void ASnapshotGoesToTheChannelWhoseInstrumentsItHas()
    {
        LineMap map = new FeedImage().SendAll(A, Books(1, 5)).SendAll(Other, Books(1, 5, securityId: 9))
            .SendAll(Loop, [Snapshot(1, 9), Snapshot(2, 9)]).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=1/incremental/A,{Other}=2/incremental/A,{Loop}=2/snapshot/A"));
    }

    [Test]
    public void DefinitionsGoToTheChannelThatTheyName()
    {
        LineMap map = new FeedImage().SendAll(A, [Definition(1, 7, 310), .. Books(2, 5)]).SendAll(Other, Books(1, 6, securityId: 9))
            .SendAll(Loop, [Definition(1, 9, 310, total: 1)]).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=310/incremental/A,{Loop}=310/definitions/A,{Other}=2/incremental/A"), "whatever instruments they have");
    }

    [Test]
    public void DefinitionsThatNameNoChannelHereAreRefusedWhileOneHasNoName()
    {
        FeedImage image = new FeedImage().SendAll(A, [Definition(1, 7, 310), .. Books(2, 5)]).SendAll(Other, Books(1, 6, securityId: 9))
            .SendAll(Loop, [Definition(1, 5, 344, total: 1)]);

        string message = Assert.Throws<LineMapException>(() => image.Infer())!.Message;

        Assert.That(message, Does.Contain($"{Loop} (definitions) has no instrument with any channel"));
        Assert.That(LineInferenceTests.Typed(message), Is.EqualTo([$"{A}=310/incremental/A,{Other}=2/incremental/A,{Loop}=344/definitions/A"]));
    }

    [Test]
    public void DefinitionsOfAnotherChannelAreAChannelOfTheirOwn()
    {
        LineMap map = new FeedImage().SendAll(A, [Definition(1, 7, 310), .. Books(2, 5)]).SendAll(Loop, [Definition(1, 5, 344, total: 1)]).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=310/incremental/A,{Loop}=344/definitions/A"));
    }

    [TestCase(7, "instruments with several channels", 7)]
    [TestCase(5, "no instrument with any channel", 9)]
    public void ASnapshotThatMayBeOfAnyChannelIsRefused(int securityId, string reason, int secondSecurityId)
    {
        FeedImage image = new FeedImage().SendAll(A, Books(1, 5)).SendAll(Other, Books(1, 5, secondSecurityId, delayNs: 500))
            .Send(Loop, Snapshot(1, securityId));

        string message = Assert.Throws<LineMapException>(() => image.Infer())!.Message;

        Assert.That(message, Does.Contain($"{Loop} (snapshot) has {reason}"));
        Assert.That(LineInferenceTests.Typed(message), Is.EqualTo([$"{A}=1/incremental/A,{Loop}=1/snapshot/A,{Other}=2/incremental/A"]));
    }

    [Test]
    public void LinesOfSnapshotsAreProvedToo()
    {
        FeedImage image = new FeedImage().SendAll(A, Books(1, 5)).SendAll(Loop, [Snapshot(1), Snapshot(2), Snapshot(3)]);
        LineMap map = image.SendAll(LoopB, [Snapshot(1), Snapshot(2), Snapshot(3)]).Infer();
        FeedImage unproved = new FeedImage().SendAll(A, Books(1, 5)).Send(Loop, Snapshot(1)).Send(LoopB, Snapshot(2));

        Assert.That(map.ToString(), Is.EqualTo($"{A}=A,{Loop}=snapshot/A,{LoopB}=snapshot/B"));
        Assert.That(() => unproved.Infer(), Throws.InstanceOf<LineMapException>().With.Message.Contains("(snapshot) are not proved to be two lines"));
    }

    [Test]
    public void HeartbeatsAloneTellNoRole()
    {
        FeedImage image = new FeedImage().SendAll(A, Books(1, 5)).SendAll(Other, [Heartbeat(3, 9), Heartbeat(4, 9), Heartbeat(5, 9)]);

        Assert.That(() => image.Infer(), Throws.InstanceOf<LineMapException>().With.Message.Contains("nothing but heartbeats"));
        Assert.That(new FeedImage().SendAll(A, [Heartbeat(1), Heartbeat(2)]).Infer().ToString(), Is.EqualTo($"{A}=A"));
    }

    [TestCase("two-channels.pcap", "224.0.31.64:14340=1/incremental/A,224.0.32.64:14341=2/incremental/A")]
    [TestCase("incremental-and-snapshot.pcap", "224.0.31.64:14340=340/incremental/A,224.0.31.66:19340=340/snapshot/A")]
    [TestCase("malformed-on-A-good-on-B.pcap", "224.0.31.64:14340=340/incremental/A,224.0.32.64:15340=340/incremental/B")]
    public void CapturesThatWereTakenForOthersAreTold(string name, string lines)
    {
        using CaptureFile file = CaptureFile.Open(Require.Shared($"cases/{name}"));

        Assert.That(LineMap.Infer([file]).ToString(), Is.EqualTo(lines));
    }

    [Test]
    public void TwoSimulatedChannelsTogetherAreTwo()
    {
        byte[][] first = Simulated(seed: 1, applId: 310);
        byte[][] second = Simulated(seed: 2, applId: 312);

        LineMap map = new FeedImage().SendAll(A, first).SendAll("224.0.32.64:15340", first)
            .SendAll(Other, second).SendAll("224.0.32.65:15341", second).Infer();
        LineMap unnamed = new FeedImage().SendAll(A, first).SendAll(Other, Simulated(seed: 2, applId: 310)).Infer();

        Assert.That(map.Finding, Is.EqualTo(
            $"2 channels found: 310 (A {A}, B 224.0.32.64:15340), 312 (A {Other}, B 224.0.32.65:15341)"));
        Assert.That(unnamed.Feed.ChannelIds, Is.EqualTo([1, 2]));
    }

    private static byte[][] Simulated(ulong seed, short applId)
    {
        SimulatedFeed feed = new(new SimulationOptions { Seed = seed, EventCount = 100, ApplId = applId });
        return [.. feed.Packets().Select(static packet => packet.Bytes.ToArray())];
    }

    [Test]
    public void TheKeptCaptureIsOneChannelByItsOwnNumber()
    {
        using CaptureFile file = CaptureFile.Open(Repository.PathOf("captures/cme-simulated.pcapng"));

        Assert.That(LineMap.Infer([file]).Finding, Is.EqualTo("1 channel found: 310 (A 239.200.0.1:14001, B 239.200.0.2:15001)"));
    }
}
