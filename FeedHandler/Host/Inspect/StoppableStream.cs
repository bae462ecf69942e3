using System.Runtime.ExceptionServices;
using FeedHandler.Engine;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Inspect;

/// <summary>
/// A pipe that is opened and read on a thread of its own: both may wait for as long as nobody writes, and the command can stop meanwhile. A stop is its
/// end.
/// </summary>
internal sealed class StoppableStream : OnwardStream
{
    private const int BufferBytes = 1 << 16;
    private readonly Func<Stream> _open;
    private readonly CancellationToken _stop;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly SemaphoreSlim _read = new(0);
    private Exception? _failure;
    private int _position;
    private int _length;
    private volatile bool _isDisposed;

    /// <summary>Begins to open the pipe.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="stop">Ends it early.</param>
    public StoppableStream(Func<Stream> open, CancellationToken stop)
    {
        (_open, _stop) = (open, stop);
        new Thread(Pump) { IsBackground = true, Name = "pipe" }.Start();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_stop.IsCancellationRequested || (_position == _length && !TryWait())) return 0;
        int length = Math.Min(buffer.Length, _length - _position);
        _buffer.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _wanted.Release();
        base.Dispose(disposing);
    }

    private bool TryWait()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        _wanted.Release();
        try
        {
            _read.Wait(_stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        return _length > 0;
    }

    // The buffer is this thread's between what is wanted and what is read, and the command's in between.
    private void Pump()
    {
        try
        {
            using Stream stream = _open();
            for (_wanted.Wait(); !_isDisposed; _wanted.Wait())
            {
                _length = stream.Read(_buffer);
                _position = 0;
                _read.Release();
            }
        }
        catch (Exception failure)
        {
            _failure = failure; // told where the bytes are waited for
            _read.Release();
        }
    }
}
