using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using static FeedHandler.Replay.Tests.Support.FeedImage;

namespace FeedHandler.Replay.Tests.Lines;

/// <summary>A map that was typed, against what the captures prove.</summary>
public sealed class MapContradictionTests
{
    private const string A = "224.0.31.64:14340";
    private const string B = "224.0.32.64:15340";
    private const string Other = "224.0.31.65:14341";

    [TestCase("310/incremental/A", "999/incremental/A", "310/incremental/B")]
    [TestCase("310/incremental/A", "999/incremental/B", "310/incremental/B")]
    [TestCase("310/incremental/B", "999/incremental/A", "310/incremental/A")]
    public void TheLinesOfOneChannelAreNotTwoChannels(string first, string second, string right) => Assert.That(
        () => new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, Books(1, 5)).Parse($"{A}={first},{B}={second}"),
        Throws.InstanceOf<LineMapException>().With.Message.Contains($"{A} and {B} are put on channels 310 and 999")
            .And.Message.Contains("5 of 5 packets").And.Message.EndsWith($"\n--lines {A}={first},{B}={right}"));

    [Test]
    public void OnePacketOnBothIsProofEnough() => Assert.That(
        static () => new FeedImage().Send(A, Book(1)).Send(B, Book(1)).Parse($"{A}=1/A,{B}=2/A"), Throws.InstanceOf<LineMapException>());

    [Test]
    public void EveryPairIsJoinedInTheMapToType() => Assert.That(
        static () => new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, Books(1, 5)).SendAll(Other, Books(1, 5, securityId: 9))
            .SendAll("224.0.32.65:15341", Books(1, 5, securityId: 9)).Parse($"{A}=1/A,{Other}=2/A,{B}=3/A,224.0.32.65:15341=4/A"),
        Throws.InstanceOf<LineMapException>().With.Message.EndsWith(
            $"{A}=1/incremental/A,{Other}=2/incremental/A,{B}=1/incremental/B,224.0.32.65:15341=2/incremental/B"));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void TwoChannelsOfTheSameNumbersAreWhatTheyAreCalled(int count)
    {
        LineMap map = new FeedImage().SendAll(A, Books(1, count)).SendAll(Other, Books(1, count, securityId: 9)).Parse($"{A}=1/A,{Other}=2/A");

        Assert.That((map.Feed.ChannelIds, map.Doubts), Is.EqualTo(((int[])[1, 2], Array.Empty<string>())));
        Assert.That((map.IsGiven, map.Finding), Is.EqualTo((true, "given by --lines")));
    }

    [Test]
    public void HeartbeatsAloneProveNothing() => Assert.That(
        new FeedImage().Send(A, Heartbeat(1)).Send(Other, Heartbeat(1)).Parse($"{A}=1/A,{Other}=2/A").Feed.ChannelIds, Is.EqualTo([1, 2]));

    [Test]
    public void WhatTheCapturesDoNotHoldIsAsTyped() =>
        Assert.That(new FeedImage().SendAll(A, Books(1, 5)).Parse($"{A}=1/A,{Other}=2/A").Feed.ChannelIds, Is.EqualTo([1, 2]));

    [Test]
    public void WhatNamesTwoChannelsMayBeTwoWhateverElseIsEqual() => Assert.That(
        new FeedImage().Send(A, Definition(1, 7, 310)).Send(Other, Definition(1, 7, 312)).SendAll(A, Books(2, 5)).SendAll(Other, Books(2, 5))
            .Parse($"{A}=310/A,{Other}=312/A").Feed.ChannelIds,
        Is.EqualTo([310, 312]));

    [TestCase("A", "B")]
    [TestCase("7/A", "7/B")]
    public void TwoChannelsTypedAsLinesAreTakenSoAndDoubted(string first, string second)
    {
        LineMap map = new FeedImage().SendAll(A, Books(1, 5)).SendAll(Other, Books(1, 5, securityId: 9)).Parse($"{A}={first},{Other}={second}");

        Assert.That(map.Feed.ChannelIds, Has.Count.EqualTo(1));
        Assert.That(map.Doubts, Has.Count.EqualTo(1).And.All.Contains($"{A} and {Other} are put on one channel").And.All.Contains("5 of 5 packets"));
    }

    [Test]
    public void ASnapshotFeedTypedAsALineIsDoubted() => Assert.That(
        new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, [Snapshot(1), Snapshot(2), Snapshot(3)]).Parse($"{A}=A,{B}=B").Doubts,
        Has.Count.EqualTo(1).And.All.Contains("the first carries incremental messages, the second snapshot"));

    [Test]
    public void LinesWithDamageOrOtherNumbersAreNotDoubted()
    {
        byte[][] broken = Books(1, 10);
        broken[2][40] ^= 1;

        Assert.That(new FeedImage().SendAll(A, Books(1, 10)).SendAll(B, broken).Parse($"{A}=A,{B}=B").Doubts, Is.Empty);
        Assert.That(new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, Books(6, 5)).Parse($"{A}=A,{B}=B").Doubts, Is.Empty);
    }
}
