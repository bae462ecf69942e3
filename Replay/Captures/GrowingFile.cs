using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Replay.Captures;

/// <summary>The bytes of a file that may grow while it is read, and not become shorter.</summary>
/// <param name="path">Names the file in messages.</param>
/// <param name="file">The file; closed with this.</param>
internal sealed class GrowingFile(string path, SafeFileHandle file) : OnwardStream
{
    private readonly long _length = RandomAccess.GetLength(file);
    private long _position;

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
