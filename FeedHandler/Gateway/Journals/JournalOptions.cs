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

    /// <summary>Bytes that a file has room for; more only where the states that it begins with need more.</summary>
    public int FileBytes { get; init; } = FileMibDefault << 20;

    /// <summary>Files at most: before one more is begun the oldest is deleted.</summary>
    public int FileCountMax { get; init; } = FileCountDefault;

    /// <summary>Is added to the number of the feed's life: one that no other run has, where files of several must be told apart.</summary>
    internal long EpochBase { get; init; }
}
