using System.Runtime.CompilerServices;
using FeedHandler.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// A file of a journal that is written: memory of a fixed size, which the system keeps when this process ends, however it ends. For one thread, but for
/// <see cref="Sync"/>.
/// </summary>
internal sealed unsafe class JournalFile : IDisposable
{
    private const int PointsOfFile = 64; // of one that has no more than its usual room
    private const int StatesOfPoint = 4; // events between two points take at least so many times the room of the states at a point
    private readonly SharedFile _file;
    private readonly SharedMapping _mapping;
    private readonly JournalEntry _entry;
    private Crc32C _crc = new(0);
    private long _bytes = JournalHeader.Bytes;
    private long _summedBytes = JournalHeader.Bytes; // are in the CRC
    private long _committedBytes = JournalHeader.Bytes;
    private long _pointBytes = JournalHeader.Bytes;
    private bool _isFull; // of points
    private bool _isDisposed;

    private JournalFile(SharedFile file, SharedMapping mapping, JournalEntry entry) => (_file, _mapping, _entry) = (file, mapping, entry);

    /// <summary>Bytes that have room behind what was written.</summary>
    public long FreeBytes => (long)_mapping.LengthBytes - _bytes;

    /// <summary>The room, as far as a span goes.</summary>
    public Span<byte> Room => new((byte*)_mapping.Address + _bytes, (int)Math.Min(FreeBytes, int.MaxValue));

    private ref JournalHeader Header => ref Unsafe.AsRef<JournalHeader>((void*)_mapping.Address);

    /// <summary>Makes a file.</summary>
    /// <param name="path">Where; there must be none.</param>
    /// <param name="entry">What is known of it, and told as it grows.</param>
    /// <param name="channels">The number at the venue of each channel.</param>
    /// <param name="roomBytes">For how many bytes there is room behind the header.</param>
    /// <exception cref="GatewayException">It cannot be made.</exception>
    public static JournalFile Create(string path, JournalEntry entry, ReadOnlySpan<ushort> channels, long roomBytes)
    {
        NativeResult result = SharedFile.OpenForWriting(path, out SharedFile? file);
        if (result.IsSuccess) result = file!.CheckIsNew(); // what somebody else has put there is left alone
        bool isOwn = result.IsSuccess;
        SharedMapping? mapping = null;
        if (result.IsSuccess) result = file!.LetGroupRead();
        if (result.IsSuccess) result = file!.Reserve(JournalHeader.Bytes + roomBytes);
        if (result.IsSuccess) result = SharedMapping.Map(file!, 0, JournalHeader.Bytes + roomBytes, isWritable: true, out mapping, isPopulated: false);
        if (!result.IsSuccess)
        {
            file?.Dispose();
            if (isOwn) SharedFile.Delete(path);
            throw new GatewayException($"the journal cannot go on: {result}");
        }

        JournalFile made = new(file!, mapping!, entry);
        JournalHeader.Begin(ref made.Header, entry.Epoch, entry.FirstSequence, channels, WallClock.NowNs());
        return made;
    }

    /// <summary>Says how much of <see cref="Room"/> was written.</summary>
    public void Advance(int bytes) => _bytes += bytes;

    /// <summary>Whether enough was written behind the last point that one more is worth its states.</summary>
    /// <param name="stateBytes">How much these take.</param>
    public bool IsPointDue(long stateBytes) =>
        !_isFull && _bytes - _pointBytes >= Math.Max((long)_mapping.LengthBytes / PointsOfFile, StatesOfPoint * stateBytes);

    /// <summary>Says that reading can begin here: what every instrument is, and its book, are written next.</summary>
    /// <param name="sequence">The first event behind them.</param>
    /// <param name="timeNs">When that was received.</param>
    public void AddPoint(long sequence, long timeNs)
    {
        Sum();
        JournalPoint point = new() { Offset = _bytes, Sequence = sequence, TimeNs = timeNs, Crc = _crc.Value };
        _isFull = !JournalHeader.TryAdd(ref Header, point);
        _pointBytes = _bytes;
    }

    /// <summary>Makes all that was written count.</summary>
    /// <param name="lastSequence">The last event of it.</param>
    /// <param name="lastNs">When that was received.</param>
    /// <param name="isClosed">Whether nothing comes behind it.</param>
    public void Commit(long lastSequence, long lastNs, bool isClosed = false)
    {
        if (_bytes == _committedBytes && !isClosed) return;
        Sum();
        _committedBytes = _bytes;
        JournalCommit commit = new() { Bytes = _bytes, LastSequence = lastSequence, LastNs = lastNs, Crc = _crc.Value, IsClosed = isClosed ? 1u : 0 };
        JournalHeader.Commit(ref Header, commit);
        _entry.Tell(_bytes, lastSequence);
    }

    /// <summary>Has the system put on its disk what is committed, which may take long, and says so in the file. By any thread, one at a time.</summary>
    public NativeResult Sync()
    {
        JournalCommit commit = JournalHeader.LastOf(ref Header);
        NativeResult result = _file.Sync();
        if (result.IsSuccess) JournalHeader.Sync(ref Header, commit);
        return result;
    }

    /// <summary>Lets it go, and gives the room back that it did not need.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _mapping.Dispose();
        _ = _file.Shorten(_committedBytes);
        _file.Dispose();
    }

    private void Sum()
    {
        byte* begin = (byte*)_mapping.Address;
        while (_summedBytes < _bytes)
        {
            int count = (int)Math.Min(_bytes - _summedBytes, 1 << 30);
            _crc.Add(new ReadOnlySpan<byte>(begin + _summedBytes, count));
            _summedBytes += count;
        }
    }
}
