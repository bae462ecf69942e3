using System.Diagnostics.CodeAnalysis;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>
/// One reader of a ring that another process writes. It maps the events read-only, holds nobody up, and knows when it lost events, when
/// the writer started again, and whether the writer lives. One thread reads; the rest may be called by any.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed unsafe class SharedRingReader<[DynamicallyAccessedMembers(EventHashes.Members)] TEvent> : IDisposable
    where TEvent : unmanaged
{
    private readonly SharedRingFile _file;
    private readonly SharedMapping _memory;
    private readonly SharedRingShape _shape;
    private readonly SharedRingHeader* _header;

    private SharedRingReader(SharedRingFile file, SharedMapping memory, in SharedRingShape shape, BroadcastStart start, long? lagMax)
    {
        _file = file;
        _memory = memory;
        _shape = shape;
        _header = (SharedRingHeader*)memory.Address;
        byte* first = (byte*)memory.Address + shape.SlotsOffset;
        Events = new BroadcastReader<TEvent>(
            new(&_header->Cursors, &_header->Epoch, first, shape.SlotBytes, shape.Capacity), start, lagMax ?? shape.Capacity);
    }

    /// <summary>Gives the events.</summary>
    public BroadcastReader<TEvent> Events { get; }

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>Where the annex begins; valid until this is disposed of. Writing there ends the process.</summary>
    public nint AnnexAddress => _memory.Address + _shape.AnnexOffset;

    /// <summary>How many bytes the annex has.</summary>
    public long AnnexBytes => _shape.SlotsOffset - _shape.AnnexOffset;

    /// <summary>What the annex is, as the writer numbers it; 0 for none.</summary>
    public uint AnnexKind => _shape.AnnexKind;

    /// <summary>Whether a writer has the ring open at this moment, by the lock that the system takes from a dead process. A system call.</summary>
    public bool HasWriter => _file.HasWriter;

    /// <summary>The process that wrote last.</summary>
    public int WriterProcessId => Volatile.Read(ref _header->WriterProcessId);

    /// <summary>When the writer last said that it is well, on the machine's monotonic clock; 0 when it never did. A writer may live and
    /// hang: then this stands still.</summary>
    public long WriterHeartbeatNs => Volatile.Read(ref _header->WriterHeartbeatNs);

    /// <summary>Whether the last writer ended by itself, and has told all that it had to tell.</summary>
    public bool IsClosed => Volatile.Read(ref _header->Epoch.IsClosed) != 0;

    /// <summary>How many writers the file has had.</summary>
    public long EpochNumber => Volatile.Read(ref _header->Epoch.Number);

    /// <summary>Whether a writer replaced the file: this one will hold nothing new, open the path again. A system call.</summary>
    public bool IsReplaced => !_file.IsAtItsPath;

    /// <summary>Opens a ring for reading.</summary>
    /// <returns>The reason when it is not open. <see cref="SharedRingStatus.NotFound"/> and <see cref="SharedRingStatus.NotReady"/> pass
    /// when a writer comes.</returns>
    /// <param name="path">The file.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="reader">The reader; null unless it is open.</param>
    /// <param name="lagMax">How many events it may be behind before it skips to the newest by itself; null for as many as are there.</param>
    /// <param name="ownerId">The user whose file it must be; null for this process' own.</param>
    public static SharedRingResult TryOpen(
        string path, BroadcastStart start, out SharedRingReader<TEvent>? reader, long? lagMax = null, uint? ownerId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        reader = null;
        SharedRingResult result = SharedRingFile.OpenForReader(path, ownerId, out SharedRingFile? file);
        if (!result.IsOpened) return result;
        result = file!.ReadShape(SharedRingShape.Of<TEvent>(capacity: 2, default), out SharedRingShape shape);
        if (result.Status == SharedRingStatus.NotReady && !file.HasWriter) result = file.Abandoned;
        SharedMapping? memory = null;
        if (result.IsOpened) result = file.Map(0, shape.FileBytes, isWritable: false, out memory);
        if (result.IsOpened && !((SharedRingHeader*)memory!.Address)->Cursors.ArePossible)
            result = file.Contradictory;
        if (result.IsOpened)
        {
            reader = new SharedRingReader<TEvent>(file, memory!, shape, start, lagMax);
            return result;
        }

        memory?.Dispose();
        file.Dispose();
        return result;
    }

    /// <summary>Leaves the ring.</summary>
    public void Dispose()
    {
        _memory.Dispose();
        _file.Dispose();
    }
}
