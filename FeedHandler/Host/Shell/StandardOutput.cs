using FeedHandler.Engine;

namespace FeedHandler.Host.Shell;

/// <summary>
/// Standard output or standard error that was redirected. Output that cannot be written ends the command with a message that names it; a reader of a
/// pipe who has gone stays what it is. Errors and progress that nobody can read cost nothing.
/// </summary>
/// <param name="inner">The stream.</param>
/// <param name="isError">Whether it is standard error.</param>
internal sealed class StandardOutput(Stream inner, bool isError) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException && !BrokenPipe.Is(failure))
        {
            if (!isError) throw new OutputException($"standard output: cannot be written ({FileFault.Of(failure)}): what was printed is incomplete");
        }
        catch (IOException) when (isError)
        {
            // nobody reads it
        }
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
