using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>What is told of lines and channels, and what is not told because it is not so.</summary>
public sealed class IdentityTests
{
    private const string A = "224.0.31.1:14310";
    private const string B = "224.0.32.1:15310";
    private const string LoneLine = "only one line came: nothing was arbitrated";
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [TestCase("replay")]
    [TestCase("books")]
    [TestCase("bench")]
    [TestCase("inspect")]
    public void TheLinesOfOneChannelAreNotTwoChannels(string command)
    {
        string path = _captures.Write("both.pcap", [.. Bids(Line.A, 1, 5), .. Bids(Line.B, 1, 5)]);
        CommandRun run = CommandRun.Of(command, path, "--lines", $"{A}=310/incremental/A,{B}=999/incremental/A");

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(A).And.Contain(B));
        Assert.That(run.Error, Does.Contain($"\n--lines {A}=310/incremental/A,{B}=310/incremental/B\nTry: feedhandler {command} --help"));
    }

    [Test]
    public void TwoChannelsTypedAsLinesAreAFailureThatIsToldFirst()
    {
        string path = _captures.Write("two.pcap", [.. Bids(Line.A, 1, 5), .. Bids(Line.B, 1, 5, securityId: 43)]);
        string[] args = [path, "--lines", $"{A}=A,{B}=B"];

        string told = $"{A} and {B} are put on one channel";
        CommandRun json = CommandRun.Of(["replay", .. args, "--json"]);
        Assert.That(json.Json.GetProperty("failures").EnumerateArray().Select(static failure => failure.GetString()), Has.Some.StartsWith(told));
        Assert.That(CommandRun.Of(["replay", .. args]).Out, Does.Contain($"FAILED: {told}"));
        foreach (string[] command in (string[][])[["replay"], ["books"], ["inspect"], ["bench", "--passes", "1"]])
        {
            CommandRun run = CommandRun.Of([command[0], .. args, .. command[1..]]);
            Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Error);
            Assert.That(run.Error, Does.StartWith($"feedhandler: {told}"));
        }
    }

    [Test]
    public void ALineThatCameAloneIsToldToBeAlone() => Assert.That(
        Warnings(CommandRun.Of("replay", _captures.Write("one.pcap", Bids(Line.A, 1, 5)), "--json")), Has.Some.EqualTo(LoneLine));

    [Test]
    public void TwoGroupsOfOneLineAreArbitrated()
    {
        string path = _captures.Write("both.pcap", [.. Bids(Line.A, 1, 5), .. Bids(Line.B, 1, 5)]);
        CommandRun run = CommandRun.Of("replay", path, "--json", "--lines", $"{A}=7/A,{B}=7/A");

        Assert.That(run.Json.GetProperty("packets").GetProperty("duplicates").GetInt32(), Is.EqualTo(5));
        Assert.That(Warnings(run), Has.None.Contains("arbitrated"));
    }

    [Test]
    public void ALineThatWasSetAsideIsNamed()
    {
        string path = _captures.Write("garbage-on-b.pcap", [.. Bids(Line.A, 1, 5), .. Garbage(Line.B, 5)]);

        Assert.That(Warnings(CommandRun.Of("replay", path, "--json")), Has.None.EqualTo(LoneLine)
            .And.Some.EqualTo($"{A} alone is of the venue: nothing was arbitrated; set aside: {B}"));
    }

    [Test]
    public void ALineOfWhichAllIsDamagedIsNamed()
    {
        string path = _captures.Write("garbage-on-b.pcap", [.. Bids(Line.A, 1, 5), .. Garbage(Line.B, 5)]);

        Assert.That(Warnings(CommandRun.Of("replay", path, "--json", "--lines", $"{A}=A,{B}=B")), Has.None.EqualTo(LoneLine)
            .And.Some.EqualTo($"{A} alone brought whole packets: nothing was arbitrated; damaged is every packet of {B}"));
    }

    [TestCase("replay")]
    [TestCase("books")]
    public void GarbageOnBothLinesIsTheFaultOfTheData(string command)
    {
        string path = _captures.Write("garbage.pcap", [.. Garbage(Line.A, 5), .. Garbage(Line.B, 5)]);
        CommandRun run = CommandRun.Of(command, path, "--lines", $"{A}=A,{B}=B");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(path).And.Contain("10 are no whole packets of the venue").And.Not.Contain("--lines"));
    }

    [TestCase(10, "truncated at byte 0")]
    [TestCase(28, "truncated: it ends at byte 28")]
    [TestCase(60, "truncated: it ends at byte 60")]
    public void ACutCaptureIsSaidToBeCut(int bytes, string reason)
    {
        string whole = Path.Combine(_captures.Folder, "whole.pcapng");
        Assert.That(CommandRun.Of("simulate", "--events", "1", "--out", whole).Code, Is.EqualTo(ExitCode.Good));
        string cut = _captures.WriteBytes("cut.pcapng", File.ReadAllBytes(whole)[..bytes]);

        Assert.That(CommandRun.Of("replay", cut).Error, Does.Contain(reason));
        Assert.That(CommandRun.Of("replay", cut, "--lines", $"{A}=A").Error, Does.Contain(reason).And.Not.Contain("--lines"));
        Assert.That(CommandRun.Of("inspect", cut).Error, Does.Contain($"cut.pcapng: ").And.Contain("cut off"));
    }

    [Test]
    public void AnEmptyCaptureBesideAnotherIsNamed()
    {
        string[] paths = [_captures.Write("one.pcap", Bids(Line.A, 1, 5)), _captures.Write("empty.pcap")];

        Assert.That(Warnings(CommandRun.Of(["replay", .. paths, "--json"])), Has.Some.StartsWith($"{paths[1]}: no packet in it"));
    }

    [Test]
    public void APacketFarAheadThatNothingConfirmedIsNotALoss()
    {
        string path = _captures.Write("forged.pcap", [.. Bids(Line.A, 1, 5), (Line.A, 6, CmePackets.Bid(900, 900, 42, 900, 7))]);

        Assert.That(Warnings(CommandRun.Of("replay", path, "--json")), Has.None.Contains("packets were lost")
            .And.Some.EqualTo("1 packet far ahead, or as of a restart, was never confirmed: 1 of 1 books may have missed updates"));
    }

    [Test]
    public void ALossIsALoss()
    {
        string path = _captures.Write("lost.pcap", [.. Bids(Line.A, 1, 5), (Line.A, 6, CmePackets.Bid(7, 1, 43, 100, 7))]);

        Assert.That(Warnings(CommandRun.Of("replay", path, "--json")), Has.Some.EqualTo("packets were lost: 1 of 2 books may have missed updates").And.None.Contains("confirmed"));
    }

    private static (Line Line, long RxNs, byte[] Payload)[] Bids(Line line, int first, int count, int securityId = 42) =>
        [.. Enumerable.Range(first, count).Select(number => (line, (long)number, CmePackets.Bid((uint)number, (uint)number, securityId, 100 * number, 7)))];

    private static (Line Line, long RxNs, byte[] Payload)[] Garbage(Line line, int count) =>
        [.. Enumerable.Range(1, count).Select(number => (line, (long)number, Enumerable.Repeat((byte)(0xC0 + number), 50).ToArray()))];

    private static string[] Warnings(CommandRun run)
    {
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        return [.. run.Json.GetProperty("warnings").EnumerateArray().Select(static warning => warning.GetString()!)];
    }
}
