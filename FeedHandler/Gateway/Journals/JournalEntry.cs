using System.Globalization;

namespace FeedHandler.Gateway.Journals;

/// <summary>What is known of a file of a journal. The journal's thread writes of one that grows, any thread reads: each number by itself is right.</summary>
/// <param name="number">Its number in the folder, from 1.</param>
/// <param name="epoch">The life of the feed that it is of.</param>
/// <param name="firstSequence">Its first event.</param>
internal sealed class JournalEntry(long number, long epoch, long firstSequence)
{
    private const string Begin = "journal-";
    private const string End = ".fhj";
    private const int Digits = 12;
    private long _bytes = JournalHeader.Bytes;
    private long _lastSequence = firstSequence - 1;

    /// <summary>Its number.</summary>
    public long Number => number;

    /// <summary>Its name in the folder.</summary>
    public string Name { get; } = Begin + number.ToString("D12", CultureInfo.InvariantCulture) + End;

    /// <summary>The life of the feed.</summary>
    public long Epoch => epoch;

    /// <summary>Its first event.</summary>
    public long FirstSequence => firstSequence;

    /// <summary>Its last event that counts.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>How many bytes of it count.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The number of a file by its name; 0 when it is none of a journal.</summary>
    public static long NumberOf(string name)
    {
        bool isFramed = name.StartsWith(Begin, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal);
        bool isOne = isFramed && name.Length == Begin.Length + Digits + End.Length;
        return isOne && long.TryParse(name.AsSpan(Begin.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }

    /// <summary>Says how far it is.</summary>
    public void Tell(long bytes, long lastSequence)
    {
        Volatile.Write(ref _lastSequence, lastSequence);
        Volatile.Write(ref _bytes, bytes);
    }
}
