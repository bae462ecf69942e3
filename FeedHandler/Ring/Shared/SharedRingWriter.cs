using System.Diagnostics.CodeAnalysis;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>
/// The one writer of a ring in a file that other processes of the same user or group read, usually below /dev/shm. It waits for nobody and knows nobody:
/// readers map the file read-only, and those that are slow, stopped or dead lose events and know it. When a writer dies, the next one takes its file over
/// and goes on with its sequences; readers are told. One thread writes; the rest may be called by any.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed unsafe partial class SharedRingWriter<[DynamicallyAccessedMembers(EventHashes.Members)] TEvent> : IDisposable
    where TEvent : unmanaged
{
    private readonly SharedRingFile _file;
    private readonly SharedMapping _memory;
    private readonly SharedRingHeader* _header;
    private readonly SharedRingShape _shape;
    private bool _isDisposed;

    private SharedRingWriter(SharedRingFile file, SharedMapping memory, in SharedRingShape shape, bool isTakenOver)
    {
        _file = file;
        _memory = memory;
        _header = (SharedRingHeader*)memory.Address;
        _shape = shape;
        IsTakenOver = isTakenOver;
        Begin();
        byte* first = (byte*)memory.Address + shape.SlotsOffset;
        Events = new BroadcastWriter<TEvent>(new(&_header->Cursors, &_header->Epoch, first, shape.SlotBytes, shape.Capacity));
    }

    /// <summary>Takes the events.</summary>
    public BroadcastWriter<TEvent> Events { get; }

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>How many writers this file has had, this one included.</summary>
    public long EpochNumber => Volatile.Read(ref _header->Epoch.Number);

    /// <summary>Whether an earlier writer's file was taken over, its sequences with it.</summary>
    public bool IsTakenOver { get; }

    /// <summary>Tells readers that the writer is well.</summary>
    /// <param name="nowNs">The time on the machine's monotonic clock.</param>
    public void Beat(long nowNs) => Volatile.Write(ref _header->WriterHeartbeatNs, nowNs);

    /// <summary>Where the annex begins; valid until this is disposed of.</summary>
    public nint AnnexAddress => _memory.Address + _shape.AnnexOffset;

    /// <summary>How many bytes the annex has.</summary>
    public long AnnexBytes => _shape.SlotsOffset - _shape.AnnexOffset;

    /// <summary>Publishes what was claimed, tells readers that this was the end, and lets the file go. The file stays: the next writer
    /// goes on with it, and late readers still find its events.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Events.Publish();
        Volatile.Write(ref _header->Epoch.IsClosed, 1);
        _memory.Dispose();
        _file.Dispose();
    }

    // Nothing is published meanwhile: readers see the new life before its first event.
    private void Begin()
    {
        Volatile.Write(ref _header->Epoch.First, _header->Cursors.Cursor + 1);
        Volatile.Write(ref _header->WriterProcessId, Environment.ProcessId);
        Volatile.Write(ref _header->WriterHeartbeatNs, 0);
        Volatile.Write(ref _header->Epoch.Number, _header->Epoch.Number + 1);
        Volatile.Write(ref _header->Epoch.IsClosed, 0);
        Volatile.Write(ref _header->Magic, SharedRingHeader.FinishedMagic);
    }
}
