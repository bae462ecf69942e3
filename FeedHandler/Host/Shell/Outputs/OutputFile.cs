using FeedHandler.Engine;
using FeedHandler.Native.Files;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Host.Shell.Outputs;

/// <summary>
/// A file that a command writes, without a buffer of its own. What is given at once is there whole or not at all: where the disk is full the file is
/// cut back to what was whole before.
/// </summary>
/// <param name="handle">The open file; it is closed with this.</param>
internal sealed class OutputFile(SafeFileHandle handle) : Stream
{
    private long _length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RequireLength();
        try
        {
            RandomAccess.Write(handle, buffer, _length);
            _length += buffer.Length;
        }
        catch (IOException)
        {
            CutBack();
            throw;
        }
    }

    /// <summary>Sees whether the file is still there, with all that was written.</summary>
    /// <exception cref="IOException">It was removed or changed: what is written is lost.</exception>
    public override void Flush()
    {
        if (handle.IsClosed) return;
        if (!FileIdentity.HasName(handle)) throw new IOException("the file was removed while it was written");
        RequireLength();
    }

    // There is nothing to wait for: who writes asynchronously goes on where he is, and on no other thread.

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) handle.Dispose();
        base.Dispose(disposing);
    }

    // Who cuts a file leaves a hole in front of what is written next; who appends to it has that written over.
    private void RequireLength()
    {
        if (RandomAccess.GetLength(handle) is var found && found != _length)
        {
            throw new IOException(FormattableString.Invariant(
                $"the file was changed by another while it was written: it had {_length} bytes, now it has {found}"));
        }
    }

    // Making a file shorter takes no room; where even that is refused, the first failure is the one to tell.
    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(handle, _length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // the end is torn, as a reader will see
        }
    }
}
