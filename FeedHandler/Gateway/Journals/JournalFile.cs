using System.Runtime.CompilerServices;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native;
using FeedHandler.Native.Clocks;
using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// A file of a journal that is written: memory of a fixed size, which the system keeps when this process ends, however it ends. For one thread.
/// </summary>
internal sealed unsafe class JournalFile : IDisposable
{
    private readonly SharedFile _file;
    private readonly SharedMapping _mapping;
    private readonly JournalEntry _entry;
    private Crc32C _crc = new();
    private long _bytes = JournalHeader.Bytes;
    private long _committedBytes = JournalHeader.Bytes;
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
    /// <param name="roomBytes">For how many bytes there is room behind the header.</param>
    /// <exception cref="GatewayException">It cannot be made.</exception>
    public static JournalFile Create(string path, JournalEntry entry, long roomBytes)
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
        JournalHeader.Begin(ref made.Header, entry.Epoch, entry.FirstSequence, WallClock.NowNs());
        return made;
    }

    /// <summary>Says how much of <see cref="Room"/> was written.</summary>
    public void Advance(int bytes) => _bytes += bytes;

    /// <summary>Makes all that was written count.</summary>
    /// <param name="lastSequence">The last event of it.</param>
    /// <param name="isClosed">Whether nothing comes behind it.</param>
    public void Commit(long lastSequence, bool isClosed = false)
    {
        if (_bytes == _committedBytes && !isClosed) return;
        byte* begin = (byte*)_mapping.Address;
        while (_committedBytes < _bytes)
        {
            int count = (int)Math.Min(_bytes - _committedBytes, 1 << 30);
            _crc.Add(new ReadOnlySpan<byte>(begin + _committedBytes, count));
            _committedBytes += count;
        }

        JournalHeader.Commit(ref Header, new JournalCommit { Bytes = _bytes, LastSequence = lastSequence, Crc = _crc.Value, IsClosed = isClosed ? 1u : 0 });
        _entry.Tell(_bytes, lastSequence);
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
}
