using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// A capture file mapped into memory: pcap or pcapng, told apart by their first bytes and never by the name. Any number of readers may
/// read it;
/// none may be used after the file is disposed of.
/// </summary>
public sealed unsafe class CaptureFile : IDisposable
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _first;

    private CaptureFile(string path, long length, MemoryMappedFile? file, MemoryMappedViewAccessor? view)
    {
        Path = path;
        Length = length;
        _file = file;
        _view = view;
        if (view is null) return;
        byte* first = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        _first = first + view.PointerOffset;
    }

    /// <summary>The path it was opened by.</summary>
    public string Path { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>Opens a capture.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The capture, ready to be read.</returns>
    /// <exception cref="CaptureFormatException">There is no such file, it cannot be read, or it is not a capture.</exception>
    public static CaptureFile Open(string path)
    {
        var file = Map(path);
        try
        {
            using var reader = file.CreateReader();
            return file;
        }
        catch (CaptureFormatException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A reader at the start of the file.</summary>
    /// <returns>The reader.</returns>
    public CaptureReader CreateReader()
    {
        if (Length < 4) throw new CaptureFormatException($"{Path}: the file has {Length} bytes, too few for a capture; give a pcap or pcapng file.");
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(_first, 4));
        if (magic == SectionHeader) return new PcapNgReader(_first, Length);
        if (PcapReader.IsMagic(magic))
        {
            if (Length >= PcapReader.FileHeaderBytes) return new PcapReader(_first, Length);
            throw new CaptureFormatException($"{Path}: a pcap file cut off within its header ({Length} bytes); capture it again.");
        }

        throw new CaptureFormatException($"{Path}: {CaptureMagic.Describe(new ReadOnlySpan<byte>(_first, (int)Math.Min(Length, 16)))}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view is null) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file?.Dispose();
    }

    private static CaptureFile Map(string path)
    {
        if (Directory.Exists(path)) throw new CaptureFormatException($"{path}: this is a folder; name the capture files in it.");
        if (!File.Exists(path)) throw new CaptureFormatException($"{path}: no such file; check the path.");
        try
        {
            var length = new FileInfo(path).Length;
            if (length == 0) return new CaptureFile(path, 0, null, null);
            var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            return new CaptureFile(path, length, file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CaptureFormatException($"{path}: cannot be read ({exception.Message}); check its permissions.", exception);
        }
    }
}
