using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Frames of many lengths and times, written by one writer and expected of the reader.</summary>
internal static class Written
{
    private const int FrameCount = 300;

    public delegate void WriteFrame(ReadOnlySpan<byte> frame, long timestampNs, int originalLength);

    public static void Write(WriteFrame write)
    {
        foreach (SeenRecord record in Records(default)) write(record.Bytes, record.TimestampNs, record.OriginalLength);
    }

    public static void Check(Reading reading, LinkType linkType)
    {
        SeenRecord[] expected = [.. Records(linkType)];
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Clean));
        Assert.That(reading.Records, Has.Count.EqualTo(expected.Length));
        for (int i = 0; i < expected.Length; i++)
        {
            SeenRecord record = reading.Records[i];
            Assert.That(record.Bytes, Is.EqualTo(expected[i].Bytes));
            Assert.That(record with { Bytes = expected[i].Bytes, FileOffset = 0 }, Is.EqualTo(expected[i]));
        }
    }

    private static IEnumerable<SeenRecord> Records(LinkType linkType)
    {
        Random random = new(7);
        for (int i = 0; i < FrameCount; i++)
        {
            byte[] frame = new byte[i];
            random.NextBytes(frame);
            yield return new SeenRecord(frame, random.NextInt64(uint.MaxValue * 1_000_000_000L), i + random.Next(2), linkType, 0);
        }

        yield return new SeenRecord(new byte[CaptureRecord.BytesMax], 0, CaptureRecord.BytesMax, linkType, 0);
    }
}
