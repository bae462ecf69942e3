using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>What a test keeps of a record.</summary>
internal sealed record SeenRecord(byte[] Bytes, long TimestampNs, int OriginalLength, LinkType LinkType, long FileOffset)
{
    public static SeenRecord Of(in CaptureRecord record) =>
        new(record.Bytes.ToArray(), record.TimestampNs, record.OriginalLength, record.LinkType, record.FileOffset);
}
