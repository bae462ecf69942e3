namespace FeedHandler.Replay.Captures;

/// <summary>
/// Reads several captures as one, by time; records of the same time come in the order of the files. Each file is read in its own order: a
/// record whose time goes back behind the one before it is counted, and comes as soon as its turn does. Allocates nothing per record.
/// </summary>
public sealed class CaptureMerge
{
    private readonly Source[] _sources;

    /// <summary>A heap of indexes of sources: the one whose next record is due is in front.</summary>
    private readonly int[] _heap;

    private int _heapCount;
    private int _lastIndex;
    private long _lastNs;

    /// <summary>Whether the record in front was given already: its bytes lie still until the next one is asked for.</summary>
    private bool _isGiven;

    /// <summary>Starts at the beginning of each file.</summary>
    /// <param name="files">The captures, at least one; they must stay open.</param>
    /// <exception cref="ArgumentException">There is no file.</exception>
    public CaptureMerge(IReadOnlyList<CaptureFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0) throw new ArgumentException("There is nothing to merge: give at least one capture.", nameof(files));
        Readers = [.. files.Select(static (file, index) => file.CreateReader(index))];
        _sources = new Source[files.Count];
        _heap = new int[files.Count];
        Rewind();
    }

    /// <summary>The readers, in the order of the files, for how each ended.</summary>
    public IReadOnlyList<CaptureReader> Readers { get; }

    /// <summary>Which file the last record came from; -1 when there was none.</summary>
    public int FileIndex { get; private set; }

    /// <summary>The record that <see cref="TryRead"/> gave last, and its reader, which has read no further.</summary>
    internal ref readonly RecordView Given => ref _sources[FileIndex].Next;

    /// <summary>How much of all files was read. It may be asked on another thread.</summary>
    public ReadShare Share
    {
        get
        {
            ReadShare share = Readers[0].Share;
            for (int i = 1; i < Readers.Count; i++) share = share.With(Readers[i].Share);
            return share;
        }
    }

    /// <summary>Told of every day or more between two packets before the later one is given.</summary>
    public Action<CaptureGap>? GapFound { get; set; }

    /// <summary>Records with an earlier time than the one before them in the same file.</summary>
    public long BackwardCount
    {
        get
        {
            long count = 0;
            foreach (ref readonly Source source in _sources.AsSpan()) count += source.BackwardCount;
            return count;
        }
    }

    /// <summary>Goes back before the first record of every file.</summary>
    public void Rewind()
    {
        FileIndex = -1;
        _heapCount = 0;
        _isGiven = false;
        _lastNs = long.MaxValue;
        for (int i = 0; i < _sources.Length; i++)
        {
            Readers[i].Rewind();
            ref Source source = ref _sources[i];
            source = new Source(Readers[i]);
            if (!source.TryAdvance()) continue;
            _heap[_heapCount] = i;
            SiftUp(_heapCount++);
        }
    }

    /// <summary>Reads the next record of all files.</summary>
    /// <param name="record">The record, valid until the next call; empty when there is none.</param>
    /// <returns>False when every file has ended.</returns>
    /// <exception cref="ObjectDisposedException">The file that is due has been disposed.</exception>
    /// <exception cref="CaptureFormatException">A file was cut since it was opened.</exception>
    public bool TryRead(out CaptureRecord record)
    {
        if (_isGiven) Advance();
        _isGiven = _heapCount > 0;
        if (!_isGiven)
        {
            record = default;
            FileIndex = -1;
            return false;
        }

        FileIndex = _heap[0];
        ref Source due = ref _sources[FileIndex];
        ObjectDisposedException.ThrowIf(!due.IsOpen, this);
        if (!due.Next.IsTimeless) LookForGap(due.Next.TimestampNs);
        record = new CaptureRecord(in due.Next);
        return true;
    }

    private void LookForGap(long timestampNs)
    {
        if (timestampNs > _lastNs && (ulong)(timestampNs - _lastNs) >= CaptureGap.LeastNs)
            GapFound?.Invoke(new CaptureGap(Readers[_lastIndex].File, Readers[FileIndex].File, timestampNs - _lastNs));
        (_lastNs, _lastIndex) = (timestampNs, FileIndex);
    }

    private void Advance()
    {
        if (!_sources[_heap[0]].TryAdvance()) _heap[0] = _heap[--_heapCount];
        SiftDown();
    }

    private void SiftUp(int position)
    {
        int source = _heap[position];
        while (position > 0)
        {
            int parent = (position - 1) / 2;
            if (!IsBefore(source, _heap[parent])) break;
            _heap[position] = _heap[parent];
            position = parent;
        }

        _heap[position] = source;
    }

    private void SiftDown()
    {
        int source = _heap[0];
        int position = 0;
        while (true)
        {
            int child = (position * 2) + 1;
            if (child >= _heapCount) break;
            if (child + 1 < _heapCount && IsBefore(_heap[child + 1], _heap[child])) child++;
            if (!IsBefore(_heap[child], source)) break;
            _heap[position] = _heap[child];
            position = child;
        }

        _heap[position] = source;
    }

    private bool IsBefore(int first, int second)
    {
        long firstNs = _sources[first].Next.TimestampNs;
        long secondNs = _sources[second].Next.TimestampNs;
        return firstNs != secondNs ? firstNs < secondNs : first < second;
    }

    /// <summary>A reader and the record that it gives next.</summary>
    private struct Source(CaptureReader reader)
    {
        internal RecordView Next;
        internal long BackwardCount;

        internal readonly bool IsOpen => reader.File.IsOpen;

        internal bool TryAdvance()
        {
            long lastNs = Next.TimestampNs;
            bool hasLast = Next.FileOffset > 0; // no record lies in front of a file's header
            if (!reader.TryReadView(out Next)) return false;
            if (hasLast && Next.TimestampNs < lastNs) BackwardCount++;
            return true;
        }
    }
}
