using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FeedHandler.Native;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>A ring's file: what it is, checked by reading before anything of it is mapped, and its locks.</summary>
internal sealed class SharedRingFile : IDisposable
{
    // Locks lie far behind any event, on bytes that do not exist.
    private const long WriterLockByte = 1L << 60;
    private const int OpenAttemptMax = 8;

    private readonly SharedFile _file;

    private SharedRingFile(SharedFile file)
    {
        _file = file;
    }

    internal string Path => _file.Path;

    /// <summary>Whether its path still leads to it.</summary>
    internal bool IsAtItsPath => _file.IsAtItsPath();

    /// <summary>Whether a writer holds it open in another opening than this.</summary>
    internal bool HasWriter => _file.GetIsLocked(WriterLockByte, out bool isLocked).IsSuccess && isLocked;

    /// <summary>Why it is not read: it was never finished, and nobody is at it.</summary>
    internal SharedRingResult Abandoned =>
        new(SharedRingStatus.NotReady, $"nobody is making {Path}: its writer died while it did, or it is something else: start the writer again");

    /// <summary>Why it is not read: its counters cannot be.</summary>
    internal SharedRingResult Contradictory => new(SharedRingStatus.Corrupt, $"the counters of {Path} contradict each other: start its writer again");

    public void Dispose() => _file.Dispose();

    /// <summary>Opens the file for its writer, making it, empty, when there is none; no other writer can have it open meanwhile.</summary>
    internal static SharedRingResult OpenForWriter(string path, out SharedRingFile? opened)
    {
        for (int attempt = 0; attempt < OpenAttemptMax; attempt++)
        {
            SharedRingResult result = Checked(path, SharedFile.OpenForWriting(path, out SharedFile? file), file, ownerId: null, out opened);
            if (!result.IsOpened) return result;
            NativeResult locked = opened!._file.TryLock(WriterLockByte);
            if (locked.IsSuccess && opened.IsAtItsPath) return result;
            opened.Dispose();
            opened = null;
            if (!locked.IsSuccess) return new(SharedRingStatus.HasWriter, $"another writer has {path} open: a shared ring has one ({locked})");
        }

        opened = null;
        return new(SharedRingStatus.NotReady, $"{path} was replaced again and again while it was opened: is another writer starting?");
    }

    /// <summary>Opens the file for a reader.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="ownerId">Whose file it must be; null for this process' own user.</param>
    /// <param name="opened">The file; null unless it is one that may be trusted.</param>
    internal static SharedRingResult OpenForReader(string path, uint? ownerId, out SharedRingFile? opened) =>
        Checked(path, SharedFile.OpenForReading(path, out SharedFile? file), file, ownerId, out opened);

    /// <summary>Reads what the file is.</summary>
    /// <param name="eventShape">The shape that this program expects; its capacity does not matter.</param>
    /// <param name="shape">What the file says; meaningful when the result is <see cref="SharedRingStatus.Opened"/>.</param>
    internal SharedRingResult ReadShape(in SharedRingShape eventShape, out SharedRingShape shape)
    {
        shape = default;
        Span<byte> bytes = stackalloc byte[SharedRingHeader.ShapeBytes];
        int readBytes = _file.ReadAt(0, bytes);
        ulong magic = readBytes >= sizeof(ulong) ? MemoryMarshal.Read<ulong>(bytes) : SharedRingHeader.UnfinishedMagic;
        if (readBytes is > 0 and < sizeof(ulong)) return new(SharedRingStatus.NotARing, $"{Path} has {readBytes} bytes: it is no ring");
        if (magic == SharedRingHeader.UnfinishedMagic) return new(SharedRingStatus.NotReady, $"the writer of {Path} has not finished making it: try again");
        if (magic != SharedRingHeader.FinishedMagic)
            return new(SharedRingStatus.NotARing, $"{Path} begins with {magic:x16}: it is no ring, choose another path");
        if (readBytes < SharedRingHeader.ShapeBytes) return new(SharedRingStatus.Corrupt, $"{Path} ends after {readBytes} bytes, within its description");
        shape = MemoryMarshal.Read<SharedRingShape>(bytes[sizeof(ulong)..]);
        return Judge(eventShape, shape);
    }

    /// <summary>Takes the room of a ring, marks the file as one in the making, and lets its group read it.</summary>
    internal NativeResult Reserve(long fileBytes)
    {
        ulong magic = SharedRingHeader.UnfinishedMagic;
        NativeResult marked = _file.WriteAt(0, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in magic)));
        if (marked.IsSuccess) marked = _file.LetGroupRead();
        return marked.IsSuccess ? _file.Reserve(fileBytes) : marked;
    }

    /// <summary>Maps part of the file.</summary>
    internal SharedRingResult Map(long offsetBytes, long lengthBytes, bool isWritable, out SharedMapping? mapping)
    {
        NativeResult mapped = SharedMapping.Map(_file, offsetBytes, lengthBytes, isWritable, out mapping);
        return mapped.IsSuccess ? new(SharedRingStatus.Opened, Path) : SharedRingResult.Refused(mapped);
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is handed out, or disposed of.")]
    private static SharedRingResult Checked(string path, NativeResult call, SharedFile? file, uint? ownerId, out SharedRingFile? opened)
    {
        opened = null;
        if (call.IsNotFound) return new(SharedRingStatus.NotFound, NotFoundWords(path));
        if (!call.IsSuccess) return SharedRingResult.Refused(call);
        NativeResult isPrivate = file!.CheckIsPrivate(ownerId);
        if (isPrivate.IsSuccess)
        {
            opened = new SharedRingFile(file);
            return new(SharedRingStatus.Opened, path);
        }

        file.Dispose();
        return new(SharedRingStatus.NotPrivate, $"{isPrivate}: choose another path, or as a reader name its owner, where that user is trusted");
    }

    private static string NotFoundWords(string path)
    {
        string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        return Directory.Exists(folder) ? $"there is no {path}: no writer has made it yet" : $"there is no {path}: there is no folder {folder}";
    }

    private SharedRingResult Judge(in SharedRingShape expected, in SharedRingShape found)
    {
        if (found.LayoutVersion != expected.LayoutVersion)
            return new(SharedRingStatus.OtherVersion, $"{Path} has layout version {found.LayoutVersion}, this program reads {expected.LayoutVersion}");
        if (!found.IsConsistent) return new(SharedRingStatus.Corrupt, $"the description of {Path} contradicts itself");
        NativeResult call = _file.GetLength(out long lengthBytes);
        if (!call.IsSuccess) return SharedRingResult.Refused(call);
        if (lengthBytes < found.FileBytes)
            return new(SharedRingStatus.Corrupt, $"{Path} has {lengthBytes} of {found.FileBytes} bytes: it was cut off");
        if (found.EventBytes != expected.EventBytes || found.EventHash != expected.EventHash || found.SlotBytes != expected.SlotBytes)
        {
            return new(
                SharedRingStatus.OtherEvent,
                $"{Path} holds events of {found.EventBytes} bytes with layout {found.EventHash:x16}, "
                + $"not of {expected.EventBytes} bytes with {expected.EventHash:x16}");
        }

        return new(SharedRingStatus.Opened, Path);
    }
}
