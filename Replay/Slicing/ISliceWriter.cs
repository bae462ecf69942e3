using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Slicing;

/// <summary>Writes the records of a slice.</summary>
internal interface ISliceWriter
{
    /// <summary>Writes a record as it was captured.</summary>
    /// <param name="view">The record.</param>
    /// <param name="reader">Its reader, which has read no further.</param>
    /// <param name="notes">What stands beside it besides, where the format can hold it.</param>
    /// <exception cref="SliceException">The format cannot hold the record.</exception>
    void Write(in RecordView view, CaptureReader reader, IReadOnlyList<string> notes);
}
