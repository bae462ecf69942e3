namespace FeedHandler.Gateway.Journals;

/// <summary>Where a gateway keeps a journal of the feed, and how much of it (docs/gateway.md).</summary>
/// <param name="Folder">The folder of its files, made where it is not there.</param>
public sealed record JournalOptions(string Folder)
{
    /// <summary>The least MiB of a file.</summary>
    public const int FileMibMin = 1;

    /// <summary>The most MiB of a file.</summary>
    public const int FileMibMax = 1024;

    /// <summary>The most files.</summary>
    public const int FileCountLimit = 4096;

    /// <summary>MiB of a file where nobody says.</summary>
    public const int FileMibDefault = 64;

    /// <summary>Files where nobody says.</summary>
    public const int FileCountDefault = 16;

    /// <summary>The most hours that a file can be kept for.</summary>
    public const int HoursLimit = 87_600;

    /// <summary>The longest time between two calls for the disk, in milliseconds.</summary>
    public const int SyncMsLimit = 60_000;

    /// <summary>Milliseconds between two calls for the disk where nobody says.</summary>
    public const int SyncMsDefault = 1000;

    /// <summary>Bytes that a file has room for; more only where the states that it begins with need more.</summary>
    public int FileBytes { get; init; } = FileMibDefault << 20;

    /// <summary>Files at most: before one more is begun the oldest is deleted.</summary>
    public int FileCountMax { get; init; } = FileCountDefault;

    /// <summary>Hours after which a file is deleted that is written to no more; 0 for never.</summary>
    public int HoursMax { get; init; }

    /// <summary>Milliseconds of events that a loss of power may take: how often the system is asked to have all on its disk; 0 leaves it to that.</summary>
    public int SyncMs { get; init; } = SyncMsDefault;

    /// <summary>Is added to the number of the feed's life: one that no other run has, where files of several must be told apart.</summary>
    internal long EpochBase { get; init; }
}
