namespace FeedHandler.Sinks.Dbn;

/// <summary>Takes records of DBN in the order in which they stand in a file.</summary>
public interface IRecordOutput
{
    /// <summary>Takes a record.</summary>
    /// <param name="record">Its bytes; valid only during the call.</param>
    /// <param name="tsRecv">When it was received, nanoseconds since the Unix epoch.</param>
    void Write(ReadOnlySpan<byte> record, ulong tsRecv);
}
