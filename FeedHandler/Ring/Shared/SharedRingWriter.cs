using System.Diagnostics.CodeAnalysis;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>
/// The one writer of a ring in a file that other processes of the same user read, usually below /dev/shm. It waits for nobody: readers
/// that are slow, stopped or dead lose events and know it. When a writer dies, the next one takes its file over and goes on with its
/// sequences; readers are told. One thread writes; the rest may be called by any.
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

    /// <summary>The readers that have a seat at this moment. Allocates: for reports.</summary>
    public IReadOnlyList<SharedRingPeer> Readers
    {
        get
        {
            List<SharedRingPeer> peers = [];
            for (int i = 0; i < _shape.SeatCount; i++)
            {
                if (_file.IsSeatTaken(i)) peers.Add(PeerAt(i));
            }

            return peers;
        }
    }

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

    private SharedRingPeer PeerAt(int seatIndex)
    {
        SharedRingSeat* seat = (SharedRingSeat*)((byte*)_header + _shape.SeatsOffset) + seatIndex;
        return new SharedRingPeer(
            seatIndex,
            Volatile.Read(ref seat->ProcessId),
            Volatile.Read(ref seat->NextSequence),
            Volatile.Read(ref seat->HeartbeatNs),
            Volatile.Read(ref seat->LostCount));
    }
}

/// <summary>A reader of a shared ring, as it last said of itself.</summary>
/// <param name="SeatIndex">Its seat, from 0.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="NextSequence">The sequence that it reads next.</param>
/// <param name="HeartbeatNs">When it said so, on the monotonic clock of its machine.</param>
/// <param name="LostCount">How many events it has lost.</param>
public readonly record struct SharedRingPeer(int SeatIndex, int ProcessId, long NextSequence, long HeartbeatNs, long LostCount);
