using FeedHandler.Native.Files;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// The bytes of a file as far as it went when it was opened. They are read, not mapped: a mapped page of a file that somebody cuts meanwhile ends the
/// process.
/// </summary>
/// <param name="path">Names the file in messages.</param>
/// <param name="file">The file; stays open.</param>
/// <param name="length">How long it was.</param>
internal sealed class FileBytes(string path, SafeFileHandle file, long length) : OnwardStream
{
    private long _position;

    /// <summary>How far it was read. It may be asked on another thread.</summary>
    internal ReadShare Share => new(Volatile.Read(ref _position), length);

    /// <summary>Reads on.</summary>
    /// <exception cref="CaptureFormatException">The file has become shorter.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > length - _position) buffer = buffer[..(int)(length - _position)];
        int readCount = RandomAccess.Read(file, buffer, _position);
        _position += readCount;
        if (readCount == 0) RequireUncut(path, file, length);
        return readCount;
    }

    /// <summary>Tells the end of a file from a file that was cut.</summary>
    /// <param name="path">Names the file in messages.</param>
    /// <param name="file">The file.</param>
    /// <param name="length">How long it is known to have been.</param>
    /// <exception cref="CaptureFormatException">The file has become shorter.</exception>
    internal static void RequireUncut(string path, SafeFileHandle file, long length)
    {
        long left = RandomAccess.GetLength(file);
        if (left < length)
        {
            throw new CaptureFormatException(
                $"{path} was cut while it was read: it had {length} bytes, now it has {left}. Read a copy that nobody writes.");
        }
    }

    /// <summary>Goes back to the first byte.</summary>
    internal void Rewind() => _position = 0;
}

/// <summary>What may be opened as a capture: to open a pipe waits for whoever writes it, and a device may never end.</summary>
internal static class RegularFile
{
    /// <summary>Refuses whatever else may stand at a path; what is not there is left to whoever opens it.</summary>
    /// <exception cref="CaptureFormatException">It is a folder, a pipe, a device or a socket.</exception>
    internal static void Require(string path)
    {
        string? fault = FileIdentity.Of(path, followsLink: true).Kind switch
        {
            FileKind.Folder => "is a folder: name the capture files in it.",
            FileKind.Pipe => "is a pipe, for which opening would wait: open it, and read the capture from the stream.",
            FileKind.CharacterDevice or FileKind.BlockDevice or FileKind.Socket => "is no regular file: write the capture to a file first.",
            _ => null,
        };
        if (fault is not null) throw new CaptureFormatException($"{path} {fault}");
    }
}

/// <summary>The bytes of a file that may grow while it is read, and not become shorter.</summary>
/// <param name="path">Names the file in messages.</param>
/// <param name="file">The file; closed with this.</param>
internal sealed class GrowingFile(string path, SafeFileHandle file) : OnwardStream
{
    private readonly long _length = RandomAccess.GetLength(file);
    private long _position;

    /// <summary>How far it was read of what it was when it was opened. It may be asked on another thread.</summary>
    internal ReadShare Share => new(Math.Min(Volatile.Read(ref _position), _length), _length);

    /// <summary>Reads on.</summary>
    /// <exception cref="CaptureFormatException">The file has become shorter.</exception>
    public override int Read(Span<byte> buffer)
    {
        int readCount = RandomAccess.Read(file, buffer, _position);
        _position += readCount;
        if (readCount == 0) FileBytes.RequireUncut(path, file, Math.Max(_length, _position));
        return readCount;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
