using FeedHandler.Native;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <content>Making a file, taking one over, replacing one.</content>
public sealed unsafe partial class SharedRingWriter<TEvent>
{
    /// <summary>
    /// Opens a ring for writing. A file that a dead or closed writer left is taken over when it is of the same form; one of another form,
    /// version or event, or a damaged one, is replaced. A file that is no ring is left alone.
    /// </summary>
    /// <returns>The reason when it is not open.</returns>
    /// <param name="path">The file, for instance `/dev/shm/feed`. Its owner writes it, and whoever is of its group may read it (0640).</param>
    /// <param name="capacity">How many events it holds: a power of two, at least 2.</param>
    /// <param name="writer">The writer; null unless it is open.</param>
    /// <param name="annex">Memory besides. In a new file it is all zeros; in one that was taken over it is what the writer before left.</param>
    /// <exception cref="ArgumentException">The capacity is not a power of two, or less than 2, or the annex has a negative size.</exception>
    public static SharedRingResult TryOpen(string path, int capacity, out SharedRingWriter<TEvent>? writer, SharedAnnexShape annex = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(annex.Bytes, nameof(annex));
        BroadcastRing<TEvent>.CheckCapacity(capacity);
        writer = null;
        SharedRingShape expected = SharedRingShape.Of<TEvent>(capacity, annex);
        SharedRingResult result = SharedRingFile.OpenForWriter(path, out SharedRingFile? file);
        if (!result.IsOpened) return result;
        SharedRingResult found = file!.ReadShape(expected, out SharedRingShape shape);
        if (found.Status is SharedRingStatus.NotARing or SharedRingStatus.SystemRefused)
        {
            file.Dispose();
            return found;
        }

        if (found.IsOpened && shape.IsLike(expected) && TryTakeOver(file, shape, out writer)) return found;
        if (found.Status == SharedRingStatus.NotReady) return Make(file, expected, out writer);

        // The lock is held until the name is gone: nobody else replaces it at the same time.
        SharedRingResult gone = Retire(file, found.IsOpened);
        file.Dispose();
        return gone.IsOpened ? MakeAnew(path, expected, out writer) : gone;
    }

    private static SharedRingResult MakeAnew(string path, in SharedRingShape shape, out SharedRingWriter<TEvent>? writer)
    {
        writer = null;
        SharedRingResult result = SharedRingFile.OpenForWriter(path, out SharedRingFile? file);
        if (!result.IsOpened) return result;
        if (file!.ReadShape(shape, out _).Status == SharedRingStatus.NotReady) return Make(file, shape, out writer);
        file.Dispose();
        return new(SharedRingStatus.HasWriter, $"another writer made {path} at the same time: a shared ring has one");
    }

    private static SharedRingResult Make(SharedRingFile file, in SharedRingShape shape, out SharedRingWriter<TEvent>? writer)
    {
        writer = null;
        NativeResult reserved = file.Reserve(shape.FileBytes);
        SharedMapping? memory = null;
        SharedRingResult result = reserved.IsSuccess ? file.Map(0, shape.FileBytes, isWritable: true, out memory) : SharedRingResult.Refused(reserved);
        if (!result.IsOpened)
        {
            file.Dispose();
            return result;
        }

        // What a writer that died in the making left is overwritten.
        SharedRingHeader* header = (SharedRingHeader*)memory!.Address;
        header->Shape = shape;
        header->Epoch = default;
        header->Cursors = new BroadcastCursors { Claimed = -1, Cursor = -1 };
        writer = new SharedRingWriter<TEvent>(file, memory, shape, isTakenOver: false);
        return result;
    }

    // False, and nothing is changed, when the counters cannot be those of a ring.
    private static bool TryTakeOver(SharedRingFile file, in SharedRingShape shape, out SharedRingWriter<TEvent>? writer)
    {
        writer = null;
        if (!file.Map(0, shape.FileBytes, isWritable: true, out SharedMapping? memory).IsOpened) return false;
        SharedRingHeader* header = (SharedRingHeader*)memory!.Address;
        if (!header->Cursors.ArePossible || header->Cursors.Claimed - header->Cursors.Cursor > shape.Capacity)
        {
            memory.Dispose();
            return false;
        }

        writer = new SharedRingWriter<TEvent>(file, memory, shape, isTakenOver: true);
        return true;
    }

    // Readers of the old file are told that it ended; they find that its path leads elsewhere.
    private static SharedRingResult Retire(SharedRingFile file, bool isMappable)
    {
        if (isMappable && file.Map(0, Environment.SystemPageSize, isWritable: true, out SharedMapping? memory).IsOpened)
        {
            Volatile.Write(ref ((SharedRingHeader*)memory!.Address)->Epoch.IsClosed, 1);
            memory.Dispose();
        }

        NativeResult deleted = SharedFile.Delete(file.Path);
        return deleted.IsSuccess ? new(SharedRingStatus.Opened, file.Path) : SharedRingResult.Refused(deleted);
    }
}
