using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Tests.Writing;

public sealed class PcapWriterTests
{
    [Test]
    public void TheFileIsNanosecondPcapLittleEndian()
    {
        using MemoryStream stream = new();
        using (PcapWriter writer = new(stream, leaveOpen: true))
        {
            writer.Write([1, 2, 3], 1_479_000_000_123_456_789);
            writer.Write([4], uint.MaxValue * 1_000_000_000L, originalLength: 60);
            Assert.That(writer.RecordCount, Is.EqualTo(2));
        }

        byte[] expected = new PcapImage(magic: 0xA1B23C4D).Record(1_479_000_000, 123_456_789, [1, 2, 3]).Record(uint.MaxValue, 0, [4], originalLength: 60).ToArray();
        Assert.That(stream.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void ReadingGivesBackWhatWasWritten([Values] LinkType linkType)
    {
        using MemoryStream stream = new();
        using (PcapWriter writer = new(stream, linkType, leaveOpen: true)) Written.Write(writer.Write);

        Written.Check(Reading.Of(stream.ToArray()), linkType);
    }

    [Test]
    public void WhatTheFormatCannotHoldIsRefused()
    {
        using PcapWriter writer = new(new MemoryStream());

        Assert.That(() => writer.Write([], -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => writer.Write([], (uint.MaxValue + 1L) * 1_000_000_000), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => writer.Write(new byte[CaptureRecord.BytesMax + 1], 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => writer.Write([], 0, originalLength: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TheStreamIsClosedUnlessItShallStayOpen()
    {
        MemoryStream stream = new();
        new PcapWriter(stream, leaveOpen: true).Dispose();
        Assert.That(stream.CanWrite, Is.True);

        new PcapWriter(stream).Dispose();
        Assert.That(stream.CanWrite, Is.False);
    }
}
