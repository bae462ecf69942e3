using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Tests.Writing;

public sealed class PcapNgWriterTests
{
    [Test]
    public void TheFileIsOneSectionWithOneInterfaceOfNanoseconds()
    {
        using MemoryStream stream = new();
        using (PcapNgWriter writer = new(stream, leaveOpen: true))
        {
            writer.Write([1, 2, 3], 1_479_000_000_123_456_789);
            writer.Write([1, 2, 3, 4], 5, originalLength: 60);
            Assert.That(writer.RecordCount, Is.EqualTo(2));
        }

        PcapNgImage image = new();
        image.Interface(snapLength: 262_144, options: image.Body().U16(9).U16(1).U8(9).PadTo(4).U16(0).U16(0));
        image.Enhanced(0, 1_479_000_000_123_456_789, [1, 2, 3]).Enhanced(0, 5, [1, 2, 3, 4], originalLength: 60);
        Assert.That(stream.ToArray(), Is.EqualTo(image.ToArray()));
    }

    [Test]
    public void ReadingGivesBackWhatWasWritten([Values] LinkType linkType)
    {
        using MemoryStream stream = new();
        using (PcapNgWriter writer = new(stream, linkType, leaveOpen: true)) Written.Write(writer.Write);

        Written.Check(Reading.Of(stream.ToArray()), linkType);
    }

    [Test]
    public void WhatTheFormatCannotHoldIsRefused()
    {
        using PcapNgWriter writer = new(new MemoryStream());

        Assert.That(() => writer.Write([], -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => writer.Write(new byte[CaptureRecord.BytesMax + 1], 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => writer.Write([], 0, originalLength: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TheStreamIsClosedUnlessItShallStayOpen()
    {
        MemoryStream stream = new();
        new PcapNgWriter(stream, leaveOpen: true).Dispose();
        Assert.That(stream.CanWrite, Is.True);

        new PcapNgWriter(stream).Dispose();
        Assert.That(stream.CanWrite, Is.False);
    }
}
