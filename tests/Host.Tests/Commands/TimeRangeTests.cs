using System.Buffers.Binary;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>Times at the ends of what can be are the times that they are.</summary>
public sealed class TimeRangeTests
{
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [Test]
    public void ASendingTimeIsUnsigned()
    {
        byte[] packet = CmePackets.Bid(1, 1, 8756, 100, 7);
        BinaryPrimitives.WriteUInt64LittleEndian(packet.AsSpan(4), 9_223_372_036_854_775_813);
        string path = _captures.Write("late.pcap", (Line.A, 1, packet));

        Assert.That(CommandRun.Of("inspect", path, "--json").JsonLines[0].GetProperty("sendingTimeNs").GetString(), Is.EqualTo("9223372036854775813"));
        Assert.That(CommandRun.Of("inspect", path).Out, Does.Contain("sent 2262-04-11 23:47:16.854775813"));
    }

    // An offset of the interface moves every time of a pcapng file, here by 1000000 seconds to before 1970.
    [Test]
    public void CaptureTimesBefore1970AreNegativeEverywhere()
    {
        string path = _captures.WriteBytes("before.pcapng", [.. Head(-1_000_000), .. Packet(17_000, 1), .. Packet(34_000, 2)]);

        JsonElement time = CommandRun.Of("replay", path, "--json", "--inline").Json.GetProperty("captureTime");
        JsonElement[] events = CommandRun.Of("replay", path, "--events", "-").JsonLines;

        Assert.That((time.GetProperty("firstNs").GetString(), time.GetProperty("lastNs").GetString()),
            Is.EqualTo(("-999999999983000", "-999999999966000")));
        Assert.That(events.Select(static line => line.GetProperty("rxNs").GetString()).Distinct(),
            Is.EqualTo((string[])["-999999999983000", "-999999999966000"]));
        Assert.That(CommandRun.Of("inspect", path).Out, Does.Contain("packet 1  1969-12-20 10:13:20.000017000"));
        Assert.That(CommandRun.Of("inspect", path, "--json").JsonLines[0].GetProperty("captureNs").GetString(), Is.EqualTo("-999999999983000"));
    }

    // What stands behind a packet with a time is given that one; what stands before the first has none.
    [Test]
    public void WhatHasNoTimeStandsBeforeTheFirstTimeAndIsNotIt()
    {
        byte[] timed = Packet(17_000, 2);
        string path = _captures.WriteBytes("simple.pcapng", [.. Head(0), .. Simple(Packet(1, 1)), .. timed, .. Simple(Packet(1, 3))]);

        JsonElement time = CommandRun.Of("replay", path, "--json", "--inline").Json.GetProperty("captureTime");
        JsonElement[] events = CommandRun.Of("replay", path, "--events", "-").JsonLines;

        Assert.That((time.GetProperty("firstNs").GetString(), time.GetProperty("lastNs").GetString()), Is.EqualTo(("17000", "17000")));
        Assert.That(events.Select(static line => (line.GetProperty("seqNum").GetString(), line.GetProperty("rxNs").GetString())).Distinct(),
            Is.EqualTo(((string, string?)[])[("1", null), ("2", "17000"), ("3", "17000")]));
    }

    // The same frame as a simple packet, which has no time.
    private static byte[] Simple(byte[] packet)
    {
        byte[] frame = packet[28..^4];
        int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(packet.AsSpan(24));
        uint total = (uint)(16 + frame.Length);
        return new WireBytes().U32(3).U32(total).U32((uint)length).Add(frame).U32(total).ToArray();
    }

    private static byte[] Head(long offsetSeconds)
    {
        WireBytes head = new WireBytes().U32(0x0A0D0D0A).U32(28).U32(0x1A2B3C4D).U16(1, 0).I64(-1).U32(28);
        WireBytes options = new WireBytes().U16(9, 1).U8(9, 0, 0, 0).U16(14, 8).I64(offsetSeconds).U32(0); // nanoseconds; the offset
        byte[] body = options.ToArray();
        return head.U32(1).U32((uint)(20 + body.Length)).U16(1, 0).U32(0).Add(body).U32((uint)(20 + body.Length)).ToArray();
    }

    private byte[] Packet(uint ns, uint number)
    {
        string path = _captures.Write("frame.pcap", (Line.A, 1, CmePackets.Bid(number, number, 8756, 100, 7)));
        byte[] frame = File.ReadAllBytes(path)[40..];
        byte[] padded = [.. frame, .. new byte[-frame.Length & 3]];
        uint length = (uint)(32 + padded.Length);
        return new WireBytes().U32(6).U32(length).U32(0).U32(0).U32(ns).U32((uint)frame.Length).U32((uint)frame.Length).Add(padded).U32(length).ToArray();
    }
}
