namespace FeedHandler.Journals;

/// <summary>Where reading of a journal begins: at its begin, or with the first event of a number, or received at a time, or later.</summary>
/// <param name="Sequence">The number; null for no number.</param>
/// <param name="TimeNs">The time, nanoseconds since the Unix epoch; null for no time.</param>
public readonly record struct JournalStart(long? Sequence, long? TimeNs)
{
    /// <summary>Whether it is the journal's begin.</summary>
    public bool IsBegin => Sequence is null && TimeNs is null;

    /// <summary>The begin with an event.</summary>
    /// <param name="sequence">Its number.</param>
    public static JournalStart At(long sequence) => new(sequence, null);

    /// <summary>The begin with what was received at a time.</summary>
    /// <param name="timeNs">The time, nanoseconds since the Unix epoch.</param>
    public static JournalStart AtTime(long timeNs) => new(null, timeNs);

    /// <summary>Whether an event lies in front of it.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="rxNs">When it was received.</param>
    public bool IsBehind(long sequence, long rxNs) => sequence < Sequence || rxNs < TimeNs;
}
