namespace FeedHandler.Gateway.Journals;

/// <summary>What a journal counts. Its thread writes, any thread reads: each number by itself is right.</summary>
internal sealed class JournalCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<JournalCount>().Length];

    /// <summary>Reads a number.</summary>
    public long this[JournalCount count] => Volatile.Read(ref _counts[(int)count]);

    /// <summary>Adds to a number.</summary>
    public void Add(JournalCount count, long number = 1) => Volatile.Write(ref _counts[(int)count], _counts[(int)count] + number);
}

/// <summary>Numbers of a journal.</summary>
public enum JournalCount
{
    /// <summary>Events that were written.</summary>
    Events = 0,

    /// <summary>States of instruments that were written: definition and book.</summary>
    States = 1,

    /// <summary>Bytes that were written.</summary>
    Bytes = 2,

    /// <summary>Files that were begun.</summary>
    Files = 3,

    /// <summary>Events that are not in it, as it was too slow, or no file could be begun.</summary>
    Lost = 4,

    /// <summary>How often no file could be begun.</summary>
    Failures = 5,
}

/// <summary>What a journal has written.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Counts">What it counts.</param>
/// <param name="Failure">Why no file could be begun at last; null when one could.</param>
public sealed record JournalReport(string Folder, IReadOnlyDictionary<JournalCount, long> Counts, string? Failure);
