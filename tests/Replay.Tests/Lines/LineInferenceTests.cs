using FeedHandler.Core.Packets;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using static FeedHandler.Replay.Tests.Support.FeedImage;

namespace FeedHandler.Replay.Tests.Lines;

public sealed class LineInferenceTests
{
    private const string A = "224.0.31.64:14340";
    private const string B = "224.0.32.64:15340";
    private const string Other = "224.0.31.65:14341";

    [Test]
    public void TheSameBytesUnderTheSameNumbersAreLines()
    {
        LineMap map = new FeedImage().SendAll(B, Books(1, 10)).SendAll(A, Books(1, 10)).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=A,{B}=B"));
        Assert.That(map.Finding, Is.EqualTo($"1 channel found: A {A}, B {B}"));
    }

    [Test]
    public void OtherBytesUnderTheSameNumbersAreChannels()
    {
        LineMap map = new FeedImage().SendAll(A, Books(1, 10)).SendAll(Other, Books(1, 10, securityId: 9)).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=1/incremental/A,{Other}=2/incremental/A"));
        Assert.That(map.Finding, Is.EqualTo($"2 channels found: 1 (A {A}), 2 (A {Other})"));
        Assert.That(map.Feed.ChannelIds, Is.EqualTo([1, 2]));
    }

    [Test]
    public void AChannelIsNamedByWhatItsMessagesTell()
    {
        byte[] definition = Definition(1, applId: 310);
        LineMap map = new FeedImage()
            .Send(A, definition).Send(B, definition).SendAll(A, Books(2, 5)).SendAll(B, Books(2, 5)).SendAll(Other, Books(1, 6, securityId: 9)).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=310/incremental/A,{B}=310/incremental/B,{Other}=2/incremental/A"));
        Assert.That(map.Finding, Is.EqualTo($"2 channels found: 310 (A {A}, B {B}), 2 (A {Other})"));
    }

    [Test]
    public void ANumberThatTwoChannelsTellNamesNeither()
    {
        LineMap map = new FeedImage().Send(A, Definition(1, 7, 340)).Send(Other, Definition(1, 9, 340))
            .SendAll(A, Books(2, 5)).SendAll(Other, Books(2, 5, securityId: 9)).Infer();

        Assert.That(map.Feed.ChannelIds, Is.EqualTo([1, 2]));
    }

    [Test]
    public void WhatNamesTwoChannelsIsNotOneWhateverElseIsEqual()
    {
        LineMap map = new FeedImage().Send(A, Definition(1, 7, 310)).Send(Other, Definition(1, 7, 312))
            .SendAll(A, Books(2, 5)).SendAll(Other, Books(2, 5)).Infer();

        Assert.That(map.Feed.ChannelIds, Is.EqualTo([310, 312]));
    }

    [Test]
    public void ADamagedCopyDoesNotBreakTheProof()
    {
        byte[][] broken = Books(1, 5);
        broken[2][40] ^= 1;
        byte[] cut = Book(6)[..^1];

        LineMap map = new FeedImage().SendAll(A, broken).Send(A, cut).SendAll(B, Books(1, 6)).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=A,{B}=B"));
    }

    [Test]
    public void ARestartDoesNotBreakTheProof()
    {
        byte[][] again = Books(1, 5, delayNs: 1_000_000_000);

        LineMap map = new FeedImage().SendAll(A, Books(1, 5)).SendAll(A, again).SendAll(B, Books(4, 2)).SendAll(B, again).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=A,{B}=B"));
    }

    [Test]
    public void AFewPacketsProveWhenTheyAreAll() =>
        Assert.That(new FeedImage().SendAll(A, Books(1, 10)).SendAll(B, Books(9, 2)).Infer().Feed[1].Line, Is.EqualTo(Line.B));

    [Test]
    public void SequencesThatCannotBeOneAreChannels()
    {
        LineMap map = new FeedImage().SendAll(A, Books(1000, 5)).SendAll(Other, Books(1, 5, securityId: 9, delayNs: 1_000_000_000)).Infer();

        Assert.That(map.Feed.ChannelIds, Is.EqualTo([1, 2]));
    }

    [TestCase(1, 5, 6, 5, "have no packet number in common and may be one sequence", TestName = "One line died before the other began")]
    [TestCase(1, 5, 4, 5, "have 2 packet numbers in common, 2 of them with the same bytes", TestName = "Too few packets are equal")]
    public void WhatIsNotProvedIsRefusedWithWhatToType(int firstA, int countA, int firstB, int countB, string reason)
    {
        FeedImage image = new FeedImage().SendAll(A, Books(firstA, countA)).SendAll(B, Books(firstB, countB));

        string message = Assert.Throws<LineMapException>(() => image.Infer())!.Message;

        Assert.That(message, Does.Contain($"{A} and {B} {reason}"));
        Assert.That(message, Does.Contain($"{A} (5 datagrams, incremental, numbers {firstA} to {firstA + countA - 1})"));
        Assert.That(Typed(message), Is.EqualTo([$"{A}=A,{B}=B", $"{A}=1/incremental/A,{B}=2/incremental/A"]));
    }

    [Test]
    public void AThirdCopyIsRefusedWithWhatToType()
    {
        FeedImage image = new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, Books(1, 5)).SendAll(Other, Books(1, 5));

        string message = Assert.Throws<LineMapException>(() => image.Infer())!.Message;

        Assert.That(message, Does.Contain("carry the same packets, but a channel has two lines"));
        Assert.That(Typed(message), Is.EqualTo([$"{A}=1/incremental/A,{Other}=1/incremental/B,{B}=1/incremental/A"]));
    }

    [Test]
    public void ChannelsWithoutNamesOnOneLineAreToldApartByProof()
    {
        FeedImage image = new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, Books(1, 5)).SendAll(Other, Books(1, 5, securityId: 9));

        LineMap map = image.Parse($"{B}=A,{A}=B,{Other}=A");

        Assert.That(map.ToString(), Is.EqualTo($"{B}=1/incremental/A,{A}=1/incremental/B,{Other}=2/incremental/A"), "lines as typed");
        Assert.That(map.Finding, Does.StartWith("2 channels found: ").And.EndsWith(", lines given by --lines"));
    }

    [TestCase($"{A}=A,{B}=A", TestName = "Two groups of one channel on one line")]
    [TestCase($"{A}=A,{Other}=A,224.0.9.9:53=B", TestName = "A group that no packet went to")]
    public void WithoutProofGroupsOnOneLineAreRefusedWithWhatToType(string typed)
    {
        FeedImage image = new FeedImage().SendAll(A, Books(1, 5)).SendAll(B, Books(1, 5)).SendAll(Other, Books(1, 5, securityId: 9));

        string message = Assert.Throws<LineMapException>(() => image.Parse(typed))!.Message;

        Assert.That(message, Does.Contain("are all put on incremental line A of one channel"));
        Assert.That(() => image.Parse(Typed(message).Single()), Throws.Nothing, "what it says to type is taken");
        Assert.That(() => LineMap.Parse(typed), Throws.InstanceOf<LineMapException>().With.Message.EqualTo(message), "without captures too");
    }

    [Test]
    public void OtherDestinationsAreSetAside()
    {
        LineMap map = new FeedImage().SendAll(A, Books(1, 5)).SendAll("224.0.9.9:53", [[1, 2, 3], Book(1), [4]]).Infer();

        Assert.That(map.ToString(), Is.EqualTo($"{A}=A"));
        Assert.That(map.SetAside.Select(static entry => $"{entry.Destination} {entry.Count}"), Is.EqualTo(["224.0.9.9:53 3"]));
        Assert.That(map.Finding, Does.EndWith("; not of the venue: 224.0.9.9:53 (3 datagrams)"));
    }

    [TestCase("[ff05::40]:14340", "[ff05::41]:14340")]
    [TestCase("10.0.0.1:14340", "10.0.0.1:15340")]
    public void LinesMayBeOfIPv6OrUnicast(string first, string second) =>
        Assert.That(new FeedImage().SendAll(second, Books(1, 5)).SendAll(first, Books(1, 5)).Infer().ToString(), Is.EqualTo($"{first}=A,{second}=B"));

    [Test]
    public void WithoutAVenueTheSamePayloadsAreLinesAndOthersAreNot()
    {
        Assert.That(new FeedImage().SendAll(A, [[1], [2]]).SendAll(B, [[2], [1], [3]]).Infer().ToString(), Is.EqualTo($"{A}=A,{B}=B"));
        Assert.That(static () => new FeedImage().SendAll(A, [[1], [2]]).SendAll(B, [[1], [3]]).Infer(), Throws.InstanceOf<LineMapException>());
    }

    /// <summary>The maps that a message says to type; each must be one.</summary>
    internal static string[] Typed(string message)
    {
        string[] typed = [.. message.Split('\n').Where(static line => line.Contains("--lines ")).Select(static line => line.Split("--lines ")[1])];
        foreach (string text in typed) Assert.That(LineMap.Parse(text).ToString(), Is.EqualTo(text));
        return typed;
    }
}
