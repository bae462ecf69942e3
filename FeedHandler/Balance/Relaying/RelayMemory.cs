using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Relaying;

/// <summary>
/// Buffers and pipes, lent to a direction only while it has bytes that its target did not take yet: connections that rest, and those that flow freely,
/// hold none.
/// </summary>
internal sealed class RelayMemory : IDisposable
{
    /// <summary>Bytes of a buffer, and what a pipe is filled with at most: what one slow reader can hold up in each direction.</summary>
    public const int BufferBytes = 32 * 1024;

    private const int BufferCountKept = 512;
    private const int PipeCountKept = 128;
    private readonly Stack<byte[]> _buffers = new();
    private readonly Stack<SplicePipe> _pipes = new();

    /// <summary>Lends a buffer.</summary>
    public byte[] TakeBuffer() => _buffers.TryPop(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(BufferBytes);

    /// <summary>Takes a buffer back.</summary>
    public void Return(byte[] buffer)
    {
        if (_buffers.Count < BufferCountKept) _buffers.Push(buffer);
    }

    /// <summary>Lends a pipe, or null when there is none.</summary>
    public SplicePipe? TakePipe()
    {
        if (_pipes.TryPop(out SplicePipe? pipe)) return pipe;
        return SplicePipe.Open(out pipe).IsSuccess ? pipe : null;
    }

    /// <summary>Takes a pipe back; one with somebody's bytes in it is closed.</summary>
    public void Return(SplicePipe pipe)
    {
        if (pipe.PendingBytes == 0 && _pipes.Count < PipeCountKept) _pipes.Push(pipe);
        else pipe.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_pipes.TryPop(out SplicePipe? pipe)) pipe.Dispose();
    }
}
