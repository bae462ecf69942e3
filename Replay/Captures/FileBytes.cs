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
