using FeedHandler.Journals;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// Follows the journal that this process keeps: frame by frame through all its files, also those of earlier runs, up to what was committed last, and on from
/// there as it grows. For one thread.
/// </summary>
/// <param name="folder">Its files.</param>
internal sealed class JournalTail(JournalFolder folder) : IDisposable
{
    private JournalReader? _reader;

    /// <summary>The file at hand; null before the first one.</summary>
    public JournalEntry? Entry { get; private set; }

    /// <summary>What is wrong with a file; null as far as nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Goes to the begin of a file.</summary>
    /// <param name="entry">The file.</param>
    /// <returns>Whether it could be opened.</returns>
    public bool TryOpen(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _reader?.Dispose();
        (Entry, _reader) = (entry, null);
        Fault = JournalReader.TryOpen(folder.PathOf(entry), out _reader) is { } wrong ? $"{entry.Name}: {wrong}" : null;
        return _reader is not null;
    }

    /// <summary>Reads the next frame, of this file or of the one behind it.</summary>
    /// <param name="frame">The frame; valid until the next call.</param>
    /// <param name="isBegin">Whether it is the first one of a file.</param>
    /// <returns>False when nothing more was committed, and where a fault was found.</returns>
    public bool TryRead(out ReadOnlySpan<byte> frame, out bool isBegin)
    {
        isBegin = false;
        while (_reader is { } reader)
        {
            if (reader.TryRead(out frame)) return true;
            if (reader.Follow()) continue;
            if (reader.Fault is { } fault)
            {
                Fault = $"{Entry!.Name}: {fault}";
                break;
            }

            if (!TryGoOn(ref isBegin)) break;
        }

        frame = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    // A file that has one behind it is complete: what was committed before that one began was seen by the last look, or by this one.
    private bool TryGoOn(ref bool isBegin)
    {
        if (Next() is not { } next) return false;
        if (_reader!.Follow()) return true;
        isBegin = TryOpen(next);
        return isBegin;
    }

    private JournalEntry? Next()
    {
        foreach (JournalEntry entry in folder.Entries)
        {
            if (entry.Number > Entry!.Number) return entry;
        }

        return null;
    }
}
