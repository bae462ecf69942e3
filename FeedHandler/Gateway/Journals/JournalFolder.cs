using FeedHandler.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native;
using FeedHandler.Native.Files;
using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Journals;

/// <summary>The folder of a journal: which files there are, what the next one is called, and that no other process writes to it.</summary>
internal sealed class JournalFolder : IDisposable
{
    private const long MsPerHour = 3_600_000;
    private const int LookEveryMs = 60_000;
    private const string LockName = "journal.lock";
    private const UnixFileMode Rights = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private readonly JournalOptions _options;
    private readonly SharedFile _lock;
    private JournalEntry[] _entries;
    private long _lastNumber;
    private bool _isGrowing; // the last one
    private long _lookMs;

    private JournalFolder(JournalOptions options, SharedFile held)
    {
        (_options, _lock) = (options, held);
        IEnumerable<long> found = Directory.EnumerateFiles(options.Folder).Select(static path => JournalFiles.NumberOf(Path.GetFileName(path)));
        long[] numbers = [.. found.Where(static number => number > 0).Order()];
        _lastNumber = numbers.LastOrDefault();
        _entries = [.. numbers.Select(Known).OfType<JournalEntry>()];
    }

    /// <summary>The files, the oldest first. Replaced as a whole by the journal's thread (release), read by any (acquire).</summary>
    public IReadOnlyList<JournalEntry> Entries => Volatile.Read(ref _entries);

    /// <summary>What was asked for.</summary>
    public JournalOptions Options => _options;

    /// <summary>Opens the folder, making it where there is none.</summary>
    /// <exception cref="GatewayException">It cannot be had, or another process writes to it.</exception>
    public static JournalFolder Open(JournalOptions options)
    {
        string folder = options.Folder;
        if (!OperatingSystem.IsLinux()) throw new GatewayException("a journal needs Linux");
        try
        {
            FileKind kind = FileIdentity.Of(folder, followsLink: false).Kind;
            if (kind == FileKind.Missing) Directory.CreateDirectory(folder, Rights);
            else if (kind != FileKind.Folder) throw new GatewayException($"{folder}: no folder, or a link to one: name the folder of the journal itself");
            else if ((File.GetUnixFileMode(folder) & OthersWrite) != 0)
                throw new GatewayException($"{folder}: others than its owner may write to it: chmod 0750 {folder}");
            return new JournalFolder(options, Hold(folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException($"{folder}: the journal cannot be kept there: {failure.Message}");
        }
    }

    /// <summary>Begins the next file; the oldest go where there would be too many.</summary>
    /// <param name="epoch">The life of the feed.</param>
    /// <param name="firstSequence">Its first event.</param>
    /// <param name="channels">The number at the venue of each channel.</param>
    /// <param name="stateBytes">How much the states take that it begins with.</param>
    /// <exception cref="GatewayException">It cannot be made.</exception>
    public JournalFile Begin(long epoch, long firstSequence, ReadOnlySpan<ushort> channels, long stateBytes)
    {
        List<JournalEntry> entries = [.. _entries];
        for (; entries.Count >= _options.FileCountMax; entries.RemoveAt(0)) _ = SharedFile.Delete(PathOf(entries[0]));
        JournalEntry entry = new(++_lastNumber, epoch, firstSequence);
        try
        {
            JournalFile file = JournalFile.Create(PathOf(entry), entry, channels, Math.Max(_options.FileBytes, 2 * stateBytes));
            entries.Add(entry);
            _isGrowing = true;
            return file;
        }
        finally
        {
            Volatile.Write(ref _entries, [.. entries]);
        }
    }

    /// <summary>Says that the last file has ended.</summary>
    public void End()
    {
        _isGrowing = false;
        if (_entries.Length > 0) _entries[^1].WrittenMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    }

    /// <summary>Deletes files that were written to last before as long ago as was said; looks no more than once a minute.</summary>
    public void DropOld()
    {
        if (_options.HoursMax == 0 || Environment.TickCount64 < _lookMs) return;
        _lookMs = Environment.TickCount64 + LookEveryMs;
        long oldest = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - (_options.HoursMax * MsPerHour);
        int endedCount = _entries.Length - (_isGrowing ? 1 : 0);
        int count = 0;
        while (count < endedCount && _entries[count].WrittenMs < oldest) _ = SharedFile.Delete(PathOf(_entries[count++]));
        if (count > 0) Volatile.Write(ref _entries, _entries[count..]);
    }

    /// <summary>Where a file is.</summary>
    public string PathOf(JournalEntry entry) => Path.Combine(_options.Folder, entry.Name);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // The lock goes with the process, however that ends.
    private static SharedFile Hold(string folder)
    {
        NativeResult result = SharedFile.OpenForWriting(Path.Combine(folder, LockName), out SharedFile? file);
        if (result.IsSuccess) result = file!.CheckIsPrivate();
        bool isTaken = result.IsSuccess && !(result = file!.TryLock(0)).IsSuccess;
        if (result.IsSuccess) return file!;
        file?.Dispose();
        string wrong = isTaken ? "another process keeps its journal there: name another folder" : $"the journal cannot be kept there: {result}";
        throw new GatewayException($"{folder}: {wrong}");
    }

    // One that was never begun goes, as nobody else can be at it; what is not this program's is left alone.
    private JournalEntry? Known(long number)
    {
        JournalEntry entry = new(number, 0, 0);
        if (!JournalFiles.IsBegun(PathOf(entry))) _ = SharedFile.Delete(PathOf(entry));
        if (!SharedFile.OpenForReading(PathOf(entry), out SharedFile? file).IsSuccess) return null;
        using (file)
        {
            if (!file!.CheckIsPrivate().IsSuccess || !JournalHeader.TryRead(file, out JournalHeader header)) return null;
            long writtenMs = new DateTimeOffset(File.GetLastWriteTimeUtc(PathOf(entry))).ToUnixTimeMilliseconds();
            entry = new JournalEntry(number, header.Epoch, header.FirstSequence) { WrittenMs = writtenMs };
            entry.Tell(header.Last.Bytes, header.Last.LastSequence);
            return entry;
        }
    }
}
