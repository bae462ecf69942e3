using FeedHandler.Journals;
using FeedHandler.Replay.Journals;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// A capture file of any size, compressed with gzip or not. Its format is told by its first bytes, never by its name. Any number of readers may
/// read it, each on one thread; nothing of them may be used once the file is disposed.
/// </summary>
public sealed class CaptureFile : IDisposable
{
    private const int WindowBytes = 1 << 18; // small enough to stay in a core's cache between being read and being decoded

    private readonly SafeFileHandle? _file;
    private readonly Func<Stream>? _made; // opens a capture that is made of something else
    private readonly bool _isPacked;

    /// <summary>A capture in memory that somebody else owns and keeps.</summary>
    /// <param name="path">Names it in messages.</param>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    internal CaptureFile(string path, MappedBytes bytes)
    {
        (Path, Bytes, Length, IsOpen) = (path, bytes, bytes.Length, true);
        Kind = CaptureMagic.Identify(path, bytes);
        if (Format == CaptureFormat.PcapNg) Notes = PcapNgCursor.NotesOf(bytes);
    }

    /// <summary>Takes over an open file.</summary>
    private CaptureFile(string path, SafeFileHandle file, long length)
    {
        (Path, _file, Length, IsOpen) = (path, file, length, true);
        Span<byte> first = stackalloc byte[PackedStreams.MagicBytes];
        _isPacked = RandomAccess.Read(file, first, 0) == PackedStreams.MagicBytes && PackedStreams.IsPacked(first);
        (Kind, Notes) = Look();
    }

    /// <summary>A capture that is made of something else.</summary>
    private CaptureFile(string path, Func<Stream> made, long length)
    {
        (Path, _made, Length, IsOpen) = (path, made, length, true);
        (Kind, Notes) = Look();
    }

    private (CaptureKind Kind, SectionNotes Notes) Look()
    {
        using CaptureWindow window = OpenWindow(out _)!;
        window.FillHead();
        CaptureKind kind = CaptureMagic.Identify(Path, window);
        if (kind.Format != CaptureFormat.PcapNg) return (kind, SectionNotes.None);
        while (window.Bytes.Length < WindowBytes && window.TryFill(0))
        {
        }

        return (kind, PcapNgCursor.NotesOf(window.Bytes));
    }

    /// <summary>The file, as it was named to <see cref="Open"/>.</summary>
    public string Path { get; }

    /// <summary>The format that its first bytes tell.</summary>
    public CaptureFormat Format => Kind.Format;

    /// <summary>Whether it was recorded by a feed that noted which numbers it gave up: comments beside packets tell.</summary>
    public bool NotesGaps => Notes.NotesGaps;

    /// <summary>Whether packets were cut out of it on purpose, and comments beside packets tell which numbers those had.</summary>
    public bool NotesCuts => Notes.NotesCuts;

    /// <summary>Which destination is which line, as whoever recorded it knew; null when it does not say. It is a claim like one that is typed.</summary>
    public string? NotedLines => Notes.Lines;

    /// <summary>What its first bytes tell.</summary>
    internal CaptureKind Kind { get; }

    /// <summary>What its first section says of itself.</summary>
    internal SectionNotes Notes { get; } = SectionNotes.None;

    /// <summary>Length of the file in bytes, compressed or not, when it was opened.</summary>
    public long Length { get; }

    /// <summary>Whether it has not been disposed.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>All of a capture in memory; nothing of a file.</summary>
    internal MappedBytes Bytes { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">A pcap or pcapng file, or packets of CME DataMine, compressed with gzip or zstd, or not; or a journal, a file of it or its folder,
    /// which is read as a capture of what its feed would have sent by multicast.</param>
    /// <param name="journalStart">Where a journal begins to be read.</param>
    /// <exception cref="CaptureFormatException">The file is missing, unreadable, empty, compressed otherwise, no capture, or no regular
    /// file.</exception>
    public static CaptureFile Open(string path, JournalStart journalStart = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (JournalFiles.Are(path)) return new CaptureFile(path, () => JournalCapture.Open(path, journalStart), JournalFiles.Of(path).Sum(LengthOf));
        RegularFile.Require(path);
        try
        {
            return Take(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (FileNotFoundException failure)
        {
            throw new CaptureFormatException($"{path} does not exist: check the path.", failure);
        }
        catch (NotSupportedException failure)
        {
            throw new CaptureFormatException($"{path} is no regular file: write the capture to a file first.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CaptureFormatException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>A reader at the first record.</summary>
    /// <param name="fileIndex">The file's place among captures that are read together, from 0, by which those without addresses differ.</param>
    /// <exception cref="ObjectDisposedException">The file has been disposed.</exception>
    public CaptureReader CreateReader(int fileIndex = 0)
    {
        ObjectDisposedException.ThrowIf(!IsOpen, this);
        return new CaptureReader(this, fileIndex);
    }

    /// <summary>Closes the file. Readers made before refuse to read on; spans they gave must not be touched.</summary>
    public void Dispose()
    {
        IsOpen = false;
        _file?.Dispose();
    }

    /// <summary>A window at the first byte; null of a capture in memory, which needs none.</summary>
    /// <param name="source">The bytes of the file that it reads, which tell how far.</param>
    internal CaptureWindow? OpenWindow(out FileBytes? source)
    {
        source = _file is null ? null : new FileBytes(Path, _file, Length);
        if (_made is not null) return new CaptureWindow(_made(), WindowBytes);
        return source is null ? null : new CaptureWindow(Unpacked(source), WindowBytes);
    }

    /// <summary>Puts a window back at the first byte.</summary>
    internal void Restart(CaptureWindow window, ref FileBytes? source)
    {
        if (_made is not null) window.Restart(_made());
        else if (_isPacked) window.Restart(Unpacked(source = new FileBytes(Path, _file!, Length)));
        else window.Rewind();
    }

    private static CaptureFile Take(string path, SafeFileHandle file)
    {
        try
        {
            long length = RandomAccess.GetLength(file);
            if (length < sizeof(uint)) throw new CaptureFormatException($"{path} holds {length} bytes: too few for a capture. Capture or copy it again.");
            return new CaptureFile(path, file, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private Stream Unpacked(FileBytes bytes) => _isPacked ? PackedStreams.Unpack(bytes) : bytes;
}
