using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// A capture file of any size, mapped into memory. Its format is told by its first bytes, never by its name. Any number of readers may
/// read it, each on one thread; nothing of them may be used once the file is disposed.
/// </summary>
public sealed unsafe class CaptureFile : IDisposable
{
    private const int MagicBytes = 4;

    private readonly MemoryMappedViewAccessor? _view;

    /// <summary>A capture in memory that somebody else owns and keeps.</summary>
    /// <param name="path">Names it in messages.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    internal CaptureFile(string path, MappedBytes bytes)
    {
        Path = path;
        Bytes = bytes;
        Format = Identify(path, bytes);
        NotesGaps = Format == CaptureFormat.PcapNg && PcapNgCursor.NotesGaps(bytes);
    }

    /// <summary>Takes over a view whose pointer has been acquired once.</summary>
    private CaptureFile(string path, MemoryMappedViewAccessor view, MappedBytes bytes)
        : this(path, bytes)
    {
        _view = view;
    }

    /// <summary>The file, as it was named to <see cref="Open"/>.</summary>
    public string Path { get; }

    /// <summary>The format that its first bytes tell.</summary>
    public CaptureFormat Format { get; }

    /// <summary>Whether it was recorded by a feed that noted which numbers it gave up: comments beside packets tell.</summary>
    public bool NotesGaps { get; }

    /// <summary>Length of the file in bytes when it was opened.</summary>
    public long Length => Bytes.Length;

    internal MappedBytes Bytes { get; private set; }

    /// <summary>Maps a file.</summary>
    /// <param name="path">A pcap or pcapng file.</param>
    /// <exception cref="CaptureFormatException">The file is missing, unreadable, empty, compressed, no capture, or no regular file.</exception>
    public static CaptureFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) throw new CaptureFormatException($"{path} is a folder: name the capture files in it.");
        try
        {
            return Map(path);
        }
        catch (FileNotFoundException failure)
        {
            throw new CaptureFormatException($"{path} does not exist: check the path.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CaptureFormatException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>A reader at the first record.</summary>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public CaptureReader CreateReader()
    {
        ObjectDisposedException.ThrowIf(Bytes.Start is null, this);
        return new CaptureReader(this);
    }

    /// <summary>Unmaps the file. Readers made before refuse to read on; spans they gave must not be touched.</summary>
    public void Dispose()
    {
        if (Bytes.Start is null) return;
        Bytes = default;
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
    }

    private static CaptureFile Map(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!stream.CanSeek) throw new CaptureFormatException($"{path} is no regular file: write the capture to a file first.");
        long length = stream.Length;
        if (length < MagicBytes) throw new CaptureFormatException($"{path} holds {length} bytes: too few for a capture. Capture or copy it again.");
        using var mapping = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return OverView(path, mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
    }

    /// <summary>Holds the view by a counted pointer until <see cref="Dispose"/>; lets it go at once when the bytes are no capture.</summary>
    private static CaptureFile OverView(string path, MemoryMappedViewAccessor view, long length)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return new CaptureFile(path, view, new MappedBytes(start + view.PointerOffset, length));
        }
        catch
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            throw;
        }
    }

    private static CaptureFormat Identify(string path, MappedBytes bytes)
    {
        uint magic = Unsafe.ReadUnaligned<uint>(bytes.Start);
        if (magic == CaptureMagic.PcapNgSection) return CaptureFormat.PcapNg;
        if (CaptureMagic.IsPcap(magic) || CaptureMagic.IsPcap(BinaryPrimitives.ReverseEndianness(magic))) return CaptureFormat.Pcap;
        throw new CaptureFormatException(CaptureMagic.Explain(path, new ReadOnlySpan<byte>(bytes.Start, MagicBytes)));
    }
}
