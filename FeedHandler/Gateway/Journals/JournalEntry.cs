using FeedHandler.Journals;

namespace FeedHandler.Gateway.Journals;

/// <summary>What is known of a file of a journal. The journal's thread writes of one that grows, any thread reads: each number by itself is right.</summary>
/// <param name="number">Its number in the folder, from 1.</param>
/// <param name="epoch">The life of the feed that it is of.</param>
/// <param name="firstSequence">Its first event.</param>
internal sealed class JournalEntry(long number, long epoch, long firstSequence)
{
    private long _bytes = JournalHeader.Bytes;
    private long _lastSequence = firstSequence - 1;

    /// <summary>Its number.</summary>
    public long Number => number;

    /// <summary>Its name in the folder.</summary>
    public string Name { get; } = JournalFiles.NameOf(number);

    /// <summary>The life of the feed.</summary>
    public long Epoch => epoch;

    /// <summary>Its first event.</summary>
    public long FirstSequence => firstSequence;

    /// <summary>Its last event that counts.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>How many bytes of it count.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>When it was written last, as far as is known: milliseconds since the Unix epoch. For the journal's thread.</summary>
    public long WrittenMs { get; set; }

    /// <summary>Says how far it is.</summary>
    public void Tell(long bytes, long lastSequence)
    {
        Volatile.Write(ref _lastSequence, lastSequence);
        Volatile.Write(ref _bytes, bytes);
    }
}
