using FeedHandler.Core.Frames;
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

    [Test]
    public void OptionsStandBesideAFrameAndInTheSectionHeader()
    {
        PcapNgOptions section = new();
        section.Add(4, "feedhandler");
        PcapNgOptions options = new();
        using MemoryStream stream = new();
        using (PcapNgWriter writer = new(stream, leaveOpen: true, options: section))
        {
            writer.Write([1, 2, 3, 4, 5], 7, options);
            options.Add(1, "first");
            options.Add(1, "zwölf");
            writer.Write([1, 2, 3, 4, 5], 8, options);
            options.Clear();
            writer.Write([1, 2, 3, 4, 5], 9, options);
        }

        PcapNgImage image = new(false, (4, "feedhandler"));
        image.Interface(options: image.Body().U16(9).U16(1).U8(9).PadTo(4).U16(0).U16(0), snapLength: CaptureRecord.BytesMax);
        image.Enhanced(0, 7, [1, 2, 3, 4, 5]).Enhanced(0, 8, [1, 2, 3, 4, 5], options: image.Options((1, "first"), (1, "zwölf")));
        Assert.That(stream.ToArray(), Is.EqualTo(image.Enhanced(0, 9, [1, 2, 3, 4, 5]).ToArray()));
    }

    [Test]
    public void AnOptionThatIsTooLongIsRefused() =>
        Assert.That(() => new PcapNgOptions().Add(1, new string('x', 65536)), Throws.ArgumentException);
}
