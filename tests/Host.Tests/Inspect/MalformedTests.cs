using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Inspect;

/// <summary>What does not decode is shown with what and where, counted, and the command goes on.</summary>
public sealed class MalformedTests
{
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    // Offset 12 is the message's size, 14 its block length, 16 its template, 18 its schema, 33 the entries' block length, 35 their number.
    [TestCase(12, 200, "malformed", "length 200 runs past the packet", "1 malformed packet")]
    [TestCase(12, 9, "malformed", "length 9 is below 10", "1 malformed packet")]
    [TestCase(14, 5, "malformed", "BlockTooShort in MDIncrementalRefreshBook46", "1 malformed message")]
    [TestCase(14, 60, "malformed", "Truncated in MDIncrementalRefreshBook46", "1 malformed message")]
    [TestCase(16, 999, "unknown", "schema 1 has no template 999", "1 message no schema knows")]
    [TestCase(18, 77, "unknown", "no schema 77", "1 message no schema knows")]
    [TestCase(35, 200, "malformed", "Truncated in NoMDEntries", "1 malformed message")]
    public void ABadNumberIsNamedAndTheNextPacketIsShown(int offset, int value, string status, string error, string counted)
    {
        byte[] bad = CmePackets.Bid(1, 1, 8756, 100, 7);
        bad[offset] = (byte)value;
        if (offset != 35) bad[offset + 1] = (byte)(value >> 8);
        string file = _captures.Write("bad.pcap", (Line.A, 1, bad), (Line.A, 2, CmePackets.Bid(2, 2, 8756, 100, 7)));

        CommandRun json = CommandRun.Of("inspect", file, "--json", "--framing", "cme");
        CommandRun text = CommandRun.Of("inspect", file, "--framing", "cme");
        CommandRun hex = CommandRun.Of("inspect", file, "--framing", "cme", "--hex");

        Assert.That((json.Code, text.Code, hex.Code), Is.EqualTo((ExitCode.CheckFailed, ExitCode.CheckFailed, ExitCode.CheckFailed)));
        Assert.That(json.JsonLines[0].GetProperty("status").GetString(), Is.EqualTo(status));
        Assert.That(json.JsonLines[0].GetProperty("error").GetString(), Does.Contain(error));
        Assert.That(json.JsonLines[1].GetProperty("status").GetString(), Is.EqualTo("complete"));
        Assert.That(text.Out, Does.Contain(error).And.Contain("seq 2"));
        Assert.That(hex.Out, Does.Contain(error).And.Contain("seq 2"));
        Assert.That(json.Error, Does.Contain(counted));
    }

    [Test]
    public void WhatWasReadBeforeTheEndIsShown()
    {
        byte[] bad = CmePackets.Bid(1, 1, 8756, 100, 7);
        bad[^1] = 3; // order entries that are not there, in the last byte of their dimension
        bad[^8] = 24;
        string file = _captures.Write("bad.pcap", (Line.A, 1, bad));

        JsonElement line = CommandRun.Of("inspect", file, "--json", "--framing", "cme").JsonLines.Single();

        Assert.That(line.GetProperty("status").GetString(), Is.EqualTo("malformed"));
        Assert.That(line.GetProperty("error").GetString(), Is.EqualTo("Truncated in NoOrderIDEntries"));
        Assert.That(line.GetProperty("errorOffset").GetInt32(), Is.EqualTo(12 + 10 + 11 + 3 + 32));
        Assert.That(line.GetProperty("fields").GetProperty("NoMDEntries")[0].GetProperty("SecurityID").GetInt32(), Is.EqualTo(8756));
    }

    [Test]
    public void APacketThatNoFramingFitsIsCounted()
    {
        string file = _captures.Write("odd.pcap", (Line.A, 1, new byte[40]), (Line.B, 2, CmePackets.Bid(2, 2, 8756, 100, 7)));

        CommandRun run = CommandRun.Of("inspect", file, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.JsonLines[0].GetProperty("status").GetString(), Is.EqualTo("unknown"));
        Assert.That(run.JsonLines[0].GetProperty("bytes").GetString(), Is.EqualTo(new string('0', 80)));
        Assert.That(run.JsonLines[1].GetProperty("name").GetString(), Is.EqualTo("MDIncrementalRefreshBook46"));
        Assert.That(run.Error, Does.Contain("1 packet no framing fits"));
        Assert.That(run.JsonLines[0].GetProperty("error").GetString(), Does.Contain("cme: the message's length 0 is below 10")
            .And.Contain("b3: the message's length 0 is below 12").And.Contain("none: no schema 0"));
    }

    [Test]
    public void OfAPacketThatNoFramingFitsIsToldWhatEachWouldSay()
    {
        byte[] unknown = CmePackets.Bid(1, 1, 8756, 100, 7);
        (unknown[16], unknown[17]) = (231, 3);
        string file = _captures.Write("odd.pcap", (Line.A, 1, unknown));

        Assert.That(CommandRun.Of("inspect", file).Out, Does.Contain("cme: schema 1 has no template 999; "));
        Assert.That(CommandRun.Of("inspect", file, "--framing", "cme").Out, Does.Contain("schema 1 has no template 999; "));
    }

    [Test]
    public void ACutOffCaptureIsToldWithItsPlace()
    {
        string whole = _captures.Write("whole.pcap", (Line.A, 1, CmePackets.Bid(1, 1, 8756, 100, 7)), (Line.A, 2, CmePackets.Bid(2, 2, 8756, 100, 7)));
        string cut = _captures.WriteBytes("cut.pcap", File.ReadAllBytes(whole)[..^1]);

        CommandRun run = CommandRun.Of("inspect", cut, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.JsonLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.Contain("cut.pcap: cut off at byte 158"));
    }

    // Every byte of two packets takes some other values: nothing throws, and each printed line is whole JSON.
    [Test]
    public void NoByteMakesTheCommandFail([Values("cme", "auto", "b3", "coinbase", "coinbase-deribit", "deribit", "euronext", "none")] string framing)
    {
        byte[] good = CmePackets.Bid(1, 1, 8756, 100, 7);
        List<(Line Line, long RxNs, byte[] Payload)> packets = [];
        for (int offset = 0; offset < good.Length; offset++)
        {
            foreach (byte value in (ReadOnlySpan<byte>)[0, 1, 0x7F, 0xFF])
            {
                byte[] bad = [.. good];
                bad[offset] = value;
                packets.Add((Line.A, packets.Count, bad));
            }

            packets.Add((Line.A, packets.Count, good[..offset]));
        }

        string file = _captures.Write("bad.pcap", [.. packets]);

        foreach (string option in (string[])["--json", "--hex"])
        {
            CommandRun run = CommandRun.Of("inspect", file, option, "--framing", framing);

            Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Error);
            Assert.That(run.Error, Does.StartWith($"{packets.Count} packets"));
            if (option == "--json") Assert.That(run.JsonLines.Select(static line => line.ValueKind), Has.All.EqualTo(JsonValueKind.Object));
        }
    }
}
