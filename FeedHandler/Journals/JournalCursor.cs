namespace FeedHandler.Journals;

/// <summary>
/// Reads the frames of a journal from anywhere in it, through all files. It begins with the states at the last point in front of where it was asked to: what
/// lies between is read, too, as books are made of it. What is wrong with a file, or missing between two, is said; nothing is thrown for it.
/// </summary>
public sealed class JournalCursor : IDisposable
{
    private readonly IReadOnlyList<string> _paths;
    private int _next;
    private JournalReader? _reader;
    private (long Epoch, long Last, bool IsCut) _before;

    private JournalCursor(IReadOnlyList<string> paths) => _paths = paths;

    /// <summary>The life of the feed that what was read last is of.</summary>
    public long Epoch { get; private set; }

    /// <summary>The first event behind where it began, or behind the begin of the file at hand.</summary>
    public long FirstSequence { get; private set; }

    /// <summary>When that, or one before it, was received at the latest, nanoseconds since the Unix epoch.</summary>
    public long FirstNs { get; private set; }

    /// <summary>The number at the venue of each channel of the feed, by its index.</summary>
    public IReadOnlyList<int> Channels { get; private set; } = [];

    /// <summary>Files that were begun so far: the frame that was read last is of the last one.</summary>
    public int FileCount { get; private set; }

    /// <summary>Events that are missing in front of the file at hand, and nobody says why; 0 where it follows the one before, at least 1 where that could not
    /// be read to its end.</summary>
    public long MissingCount { get; private set; }

    /// <summary>What was wrong, in words, each with its file; what is read behind a fault begins with the next file.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Opens a journal.</summary>
    /// <param name="path">A file, or the folder of them.</param>
    /// <param name="start">Where to begin.</param>
    /// <exception cref="JournalException">There is none, or none that can be read.</exception>
    public static JournalCursor Open(string path, JournalStart start = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        JournalCursor cursor = new(JournalFiles.Of(path));
        if (cursor._paths.Count == 0) throw new JournalException($"{path}: no file of a journal is there: name the folder that --journal was given");
        if (!start.IsBegin) cursor._next = cursor.FileOf(start);
        if (cursor.TryBegin(start)) return cursor;
        throw new JournalException(cursor.Faults.Count > 0 ? cursor.Faults[0] : $"{path}: no file of it can be read");
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">The frame; valid until the next call.</param>
    /// <returns>False at the end of the last file.</returns>
    public bool TryRead(out ReadOnlySpan<byte> frame)
    {
        while (_reader is { } reader)
        {
            if (reader.TryRead(out frame)) return true;
            if (reader.Fault is { } fault) Faults.Add($"{_paths[_next - 1]}: {fault}");
            _before = (reader.Epoch, reader.LastSequence, reader.Fault is not null);
            if (!TryBegin(default)) break;
        }

        frame = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }

    // Of a number the last file that has it, as numbers may begin again; of a time the first file that comes to it. What lies between two files begins with
    // the one behind.
    private int FileOf(JournalStart start)
    {
        for (int place = 0; place < _paths.Count; place++)
        {
            int index = start.Sequence is null ? place : _paths.Count - 1 - place;
            if (JournalReader.TryOpen(_paths[index], out JournalReader? reader) is not null) continue;
            using (reader)
            {
                if (start.TimeNs <= reader!.LastNs || (start.Sequence >= reader.FirstSequence && start.Sequence <= reader.LastSequence)) return index;
                if (start.Sequence > reader.LastSequence) return Math.Min(index + 1, _paths.Count - 1);
            }
        }

        return start.Sequence is null ? _paths.Count - 1 : 0;
    }

    private bool TryBegin(JournalStart start)
    {
        Dispose();
        while (_next < _paths.Count)
        {
            string path = _paths[_next++];
            if (JournalReader.TryOpen(path, out JournalReader? reader) is not { } wrong)
            {
                Enter(reader!, start);
                return true;
            }

            Faults.Add($"{path}: {wrong}");
        }

        return false;
    }

    private void Enter(JournalReader reader, JournalStart start)
    {
        bool follows = FileCount > 0 && _before.Epoch == reader.Epoch;
        MissingCount = follows ? Math.Max(_before.IsCut ? 1 : 0, reader.FirstSequence - 1 - _before.Last) : 0;
        (_reader, Epoch, FirstSequence, FirstNs) = (reader, reader.Epoch, reader.FirstSequence, reader.FirstNs);
        FileCount++;
        if (Channels.Count != reader.Channels.Length) Channels = [.. reader.Channels.ToArray().Select(static id => (int)id)];
        if (start.IsBegin) return;
        foreach (JournalPoint point in reader.Points)
        {
            if (point.Sequence > start.Sequence || point.TimeNs >= start.TimeNs || !reader.TrySeek(point)) break;
            (FirstSequence, FirstNs) = (point.Sequence, point.TimeNs);
        }
    }
}

/// <summary>A journal cannot be read; the message says which, and why.</summary>
/// <param name="message">What is wrong, and what to do.</param>
public sealed class JournalException(string message) : Exception(message);
