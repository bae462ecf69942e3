using System.IO.Compression;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>Commands whose report is about something else tell what is wrong with captures, on standard error and in JSON.</summary>
public sealed class CaptureNoteTests
{
    private const long DayNs = 86_400_000_000_000;
    private static readonly string[][] Commands =
    [
        ["books"],
        ["bench", "--mode", "decode", "--passes", "1"],
        ["publish", "--interface", "lo", "--group-a", "239.83.22.1:40021", "--speed", "max"],
    ];

    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [TestCaseSource(nameof(Commands))]
    public void ACaptureThatIsCutOffIsToldAndFails(params string[] command)
    {
        byte[] bytes = File.ReadAllBytes(Whole());
        IsToldAndFails(command, _captures.WriteBytes("cut.pcap", bytes[..^10]), "truncated");
    }

    [TestCaseSource(nameof(Commands))]
    public void HalfAGzipIsToldAndFails(params string[] command)
    {
        byte[] packed = Packed();
        IsToldAndFails(command, _captures.WriteBytes("half.pcap.gz", packed[..(packed.Length - 20)]), "truncated");
    }

    [TestCaseSource(nameof(Commands))]
    public void AWrongChecksumIsToldAndFails(params string[] command)
    {
        byte[] packed = Packed();
        packed[^8] ^= 1; // the checksum stands in front of the length
        IsToldAndFails(command, _captures.WriteBytes("wrong.pcap.gz", packed), "checksum");
    }

    [TestCaseSource(nameof(Commands))]
    public void FramesThatTheSnapLengthCutAreTold(params string[] command)
    {
        byte[] bytes = File.ReadAllBytes(Whole());
        BitConverter.TryWriteBytes(bytes.AsSpan(24 + 8), BitConverter.ToInt32(bytes, 24 + 8) - 4);
        int second = 24 + 16 + BitConverter.ToInt32(bytes, 24 + 12);
        string path = _captures.WriteBytes("snapped.pcap", [.. bytes[..(second - 4)], .. bytes[second..]]);

        IsTold(command, "1 frames were cut by the capture's snap length", path);
    }

    [TestCaseSource(nameof(Commands))]
    public void PacketsWithoutATimeAreTold(params string[] command) =>
        IsTold(command, "4 packets have no time", WithoutTimes());

    [TestCaseSource(nameof(Commands))]
    public void ADayBetweenTwoCapturesIsTold(params string[] command)
    {
        string first = _captures.Write("first.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 8756, 100, 7)));
        string second = _captures.Write("second.pcap", (Line.A, CmePackets.SendingTimeNs + DayNs, CmePackets.Bid(2, 2, 8756, 101, 7)));

        IsTold(command, $"1 day without a packet lie between the packets of {first} and those of {second}", first, second);
    }

    [TestCaseSource(nameof(Commands))]
    public void OfAGoodCaptureNothingFails(params string[] command)
    {
        CommandRun run = CommandRun.Of([.. command, Whole(), "--json"]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Json.GetProperty("failures").EnumerateArray(), Is.Empty);
    }

    [Test]
    public void WhatIsSentAgainAndAgainIsToldOnce()
    {
        byte[] bytes = File.ReadAllBytes(Whole());
        string path = _captures.WriteBytes("cut.pcap", bytes[..^10]);
        CommandRun run = CommandRun.Of([.. Commands[2], path, "--loop", "3"]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Error.Split("truncated"), Has.Length.EqualTo(2), run.Error);
    }

    [Test]
    public void APublicationOfNothingFailsAndSaysWhatThereIs()
    {
        CommandRun run = CommandRun.Of("publish", Whole(), "--interface", "lo", "--lines", "239.83.22.2:40022=A", "--speed", "max");

        Assert.That(run.Code, Is.Not.EqualTo(ExitCode.Good));
        Assert.That(run.Error, Does.Contain("239.83.22.2:40022").Or.Contain("nothing was sent"));
    }

    private static void IsToldAndFails(string[] command, string path, string fault)
    {
        CommandRun run = CommandRun.Of([.. command, path]);
        CommandRun json = CommandRun.Of([.. command, path, "--json"]);

        Assert.That((run.Code, json.Code), Is.EqualTo((ExitCode.CheckFailed, ExitCode.CheckFailed)), run.Error);
        Assert.That(run.Error, Does.Contain(path).And.Contain(fault));
        Assert.That(Texts(json.Json, "failures"), Has.Some.Contains(fault));
    }

    private static void IsTold(string[] command, string note, params string[] paths)
    {
        CommandRun run = CommandRun.Of([.. command, .. paths]);
        CommandRun json = CommandRun.Of([.. command, .. paths, "--json"]);

        Assert.That((run.Code, json.Code), Is.EqualTo((ExitCode.Good, ExitCode.Good)), run.Error);
        Assert.That(run.Error, Does.Contain(note));
        Assert.That(Texts(json.Json, "warnings"), Has.Some.Contains(note));
    }

    private static string[] Texts(JsonElement report, string member) => [.. report.GetProperty(member).EnumerateArray().Select(static text => text.GetString()!)];

    private byte[] Packed()
    {
        using MemoryStream bytes = new();
        using (GZipStream pack = new(bytes, CompressionLevel.NoCompression, leaveOpen: true)) pack.Write(File.ReadAllBytes(Whole()));
        return bytes.ToArray();
    }

    // The frames of the whole capture in simple packet blocks of pcapng.
    private string WithoutTimes()
    {
        byte[] whole = File.ReadAllBytes(Whole());
        using MemoryStream file = new();
        Block(file, 0x0A0D0D0A, [0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
        Block(file, 1, [1, 0, 0, 0, 0, 0, 0, 0]);
        for (int at = 24; at < whole.Length;)
        {
            int length = BitConverter.ToInt32(whole, at + 8);
            Block(file, 3, [.. BitConverter.GetBytes(length), .. whole.AsSpan(at + 16, length), .. new byte[-length & 3]]);
            at += 16 + length;
        }

        return _captures.WriteBytes("simple.pcapng", file.ToArray());
    }

    private static void Block(MemoryStream file, uint type, byte[] body)
    {
        file.Write(BitConverter.GetBytes(type));
        file.Write(BitConverter.GetBytes(12 + body.Length));
        file.Write(body);
        file.Write(BitConverter.GetBytes(12 + body.Length));
    }

    private string Whole() => _captures.Write(
        "whole.pcap",
        [.. Enumerable.Range(1, 4).Select(static number => (Line.A, (long)number, CmePackets.Bid((uint)number, (uint)number, 8756, 100 + number, 7)))]);
}
