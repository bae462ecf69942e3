using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Everything that a capture gave, and how it ended.</summary>
internal sealed record Reading(List<SeenRecord> Records, CaptureEnding Ending)
{
    /// <summary>Reads a file image through a real mapped file.</summary>
    public static Reading Of(ReadOnlySpan<byte> image)
    {
        using TemporaryFile temporary = new(image);
        using CaptureFile file = CaptureFile.Open(temporary.Path);
        return Of(file);
    }

    public static Reading Of(CaptureFile file)
    {
        CaptureReader reader = file.CreateReader();
        List<SeenRecord> records = [];
        while (reader.TryRead(out CaptureRecord record)) records.Add(SeenRecord.Of(in record));
        return new Reading(records, new CaptureEnding(reader.End, reader.EndOffset, reader.EndReason));
    }
}
