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
    private readonly SharedMapping _seats;
    private readonly SharedRingHeader* _header;
    private readonly SharedRingSeat* _seat;

    private SharedRingReader(SharedRingFile file, SharedMapping memory, SharedMapping seats, in SharedRingShape shape, BroadcastStart start, long? lagMax)
    {
        _file = file;
        _memory = memory;
        _seats = seats;
        _header = (SharedRingHeader*)memory.Address;
        byte* first = (byte*)memory.Address + shape.SlotsOffset;
        Events = new BroadcastReader<TEvent>(
            new(&_header->Cursors, &_header->Epoch, first, shape.SlotBytes, shape.Capacity), start, lagMax ?? shape.Capacity);
        SeatIndex = TakeSeat(shape.SeatCount);
        if (SeatIndex >= 0) _seat = (SharedRingSeat*)seats.Address + SeatIndex;
        Sit();
    }

    /// <summary>Gives the events.</summary>
    public BroadcastReader<TEvent> Events { get; }

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>The seat by which the writer knows of this reader; -1 when all were taken, which costs nothing but that.</summary>
    public int SeatIndex { get; }

    /// <summary>Whether a writer has the ring open at this moment, by the lock that the system takes from a dead process. A system call.</summary>
    public bool HasWriter => _file.HasWriter;

    /// <summary>The process that wrote last.</summary>
    public int WriterProcessId => Volatile.Read(ref _header->WriterProcessId);

    /// <summary>When the writer last said that it is well, on the machine's monotonic clock; 0 when it never did. A writer may live and
    /// hang: then this stands still.</summary>
    public long WriterHeartbeatNs => Volatile.Read(ref _header->WriterHeartbeatNs);

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
    public static SharedRingResult TryOpen(string path, BroadcastStart start, out SharedRingReader<TEvent>? reader, long? lagMax = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        reader = null;
        SharedRingResult result = SharedRingFile.OpenForReader(path, out SharedRingFile? file);
        if (!result.IsOpened) return result;
        result = file!.ReadShape(SharedRingShape.Of<TEvent>(capacity: 2), out SharedRingShape shape);
        SharedMapping? memory = null;
        SharedMapping? seats = null;
        if (result.IsOpened) result = file.Map(0, shape.FileBytes, isWritable: false, out memory);
        if (result.IsOpened) result = file.Map(shape.SeatsOffset, shape.SlotsOffset - shape.SeatsOffset, isWritable: true, out seats);
        if (!result.IsOpened)
        {
            memory?.Dispose();
            file.Dispose();
            return result;
        }

        reader = new SharedRingReader<TEvent>(file, memory!, seats!, shape, start, lagMax);
        return result;
    }

    /// <summary>Tells the writer, and whoever watches the ring, how far this reader is and that it is well. Call it now and then: the
    /// events themselves need no report.</summary>
    /// <param name="nowNs">The time on the machine's monotonic clock.</param>
    public void Beat(long nowNs)
    {
        if (_seat == null) return;
        Volatile.Write(ref _seat->NextSequence, Events.NextSequence);
        Volatile.Write(ref _seat->LostCount, Events.LostCount);
        Volatile.Write(ref _seat->HeartbeatNs, nowNs);
    }

    /// <summary>Leaves the ring and gives the seat back.</summary>
    public void Dispose()
    {
        _seats.Dispose();
        _memory.Dispose();
        _file.Dispose();
    }

    private int TakeSeat(int seatCount)
    {
        for (int i = 0; i < seatCount; i++)
        {
            if (_file.TryTakeSeat(i)) return i;
        }

        return -1;
    }

    private void Sit()
    {
        if (_seat == null) return;
        Beat(0);
        Volatile.Write(ref _seat->ProcessId, Environment.ProcessId);
    }
}
