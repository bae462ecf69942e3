using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Relaying;

/// <summary>
/// One direction of a connection: moves what its source sends to its target, and the end too. It reads no more than its target has taken, so that a target that
/// reads slowly slows its source and holds a buffer, no more.
/// </summary>
internal sealed class RelayDirection
{
    // What one turn moves at most: the others have theirs then.
    private const int TurnBytes = 8 * RelayMemory.BufferBytes;

    private byte[]? _buffer;
    private SplicePipe? _pipe;
    private int _start;
    private int _end;
    private bool _hasEnded;

    /// <summary>Whether the source's end was passed on.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Bytes that were moved in the last turn.</summary>
    public int MovedBytes { get; private set; }

    /// <summary>What was read in front of the relaying, as a header of a proxy in front is: room for it, and for a header of our own before it.</summary>
    /// <param name="memory">Lends the buffer.</param>
    /// <param name="roomBytes">How much is kept free in front.</param>
    public Span<byte> RoomBehind(RelayMemory memory, int roomBytes)
    {
        if (_buffer is null)
        {
            _buffer = memory.TakeBuffer();
            _start = _end = roomBytes;
        }

        return _buffer.AsSpan(_end);
    }

    /// <summary>What was read in front of the relaying.</summary>
    public ReadOnlySpan<byte> Read => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Takes bytes that were read into the room.</summary>
    public void Append(int bytes) => _end += bytes;

    /// <summary>Passes over bytes that were read.</summary>
    public void Skip(int bytes) => _start += bytes;

    /// <summary>Puts bytes in front of those that were read.</summary>
    public void Prepend(ReadOnlySpan<byte> bytes)
    {
        _start -= bytes.Length;
        bytes.CopyTo(_buffer.AsSpan(_start));
    }

    /// <summary>Moves bytes until one of the ends is not ready, or the turn is over.</summary>
    /// <param name="source">Where bytes come from.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="memory">Lends buffers and pipes.</param>
    /// <param name="way">How they are moved.</param>
    public RelayOutcome Turn(ref RelayEnd source, ref RelayEnd target, RelayMemory memory, RelayWay way)
    {
        MovedBytes = 0;
        RelayOutcome outcome = RelayOutcome.Going;
        while (outcome == RelayOutcome.Going && MovedBytes < TurnBytes)
        {
            bool isPending = _start < _end || _pipe is { PendingBytes: > 0 };
            if (isPending) outcome = Give(ref target);
            else if (IsFinished || _hasEnded) outcome = Finish(target.Descriptor);
            else outcome = source.CanRead ? Take(ref source, memory, way) : RelayOutcome.Waits;
        }

        if (_start == _end && _pipe is not { PendingBytes: > 0 }) Release(memory);
        return outcome;
    }

    /// <summary>Begins anew, for another connection.</summary>
    public void Reset(RelayMemory memory)
    {
        Release(memory);
        (_hasEnded, IsFinished, MovedBytes) = (false, false, 0);
    }

    private RelayOutcome Finish(int target)
    {
        if (!IsFinished) StreamSocket.EndSending(target);
        IsFinished = true;
        return RelayOutcome.Waits;
    }

    private RelayOutcome Give(ref RelayEnd target)
    {
        if (!target.CanWrite) return RelayOutcome.Waits;
        bool isBuffered = _start < _end;
        int given = isBuffered ? StreamSocket.Send(target.Descriptor, _buffer.AsSpan(_start, _end - _start)) : _pipe!.GiveTo(target.Descriptor);
        if (given == StreamSocket.WouldBlock) target.CanWrite = false;
        else if (given < 0 && given != StreamSocket.Interrupted) return RelayOutcome.TargetFailed;
        if (given <= 0) return RelayOutcome.Going;
        if (isBuffered) _start += given;
        MovedBytes += given;
        return RelayOutcome.Going;
    }

    private RelayOutcome Take(ref RelayEnd source, RelayMemory memory, RelayWay way)
    {
        // Where the process has no descriptors left for a pipe, bytes are copied.
        bool isSpliced = way == RelayWay.Splice && (_pipe ??= memory.TakePipe()) is not null;
        int taken = isSpliced ? _pipe!.TakeFrom(source.Descriptor, RelayMemory.BufferBytes) : Fill(source.Descriptor, memory);
        if (taken == StreamSocket.Interrupted) return RelayOutcome.Going;
        if (taken < 0 && taken != StreamSocket.WouldBlock) return RelayOutcome.SourceFailed;
        if (taken == 0) _hasEnded = true;
        // A read that did not fill the buffer emptied the socket, unless the end stands behind it: what comes later is an event of its own.
        if (taken == StreamSocket.WouldBlock || (!isSpliced && taken < RelayMemory.BufferBytes && !source.HasPeerEnded)) source.CanRead = false;
        return RelayOutcome.Going;
    }

    private int Fill(int source, RelayMemory memory)
    {
        _buffer ??= memory.TakeBuffer();
        int taken = StreamSocket.Receive(source, _buffer);
        (_start, _end) = (0, Math.Max(taken, 0));
        return taken;
    }

    private void Release(RelayMemory memory)
    {
        if (_buffer is not null) memory.Return(_buffer);
        if (_pipe is not null) memory.Return(_pipe);
        (_buffer, _pipe, _start, _end) = (null, null, 0, 0);
    }
}

/// <summary>How a turn of a direction ended.</summary>
internal enum RelayOutcome
{
    /// <summary>There is more to do at once.</summary>
    Going = 0,

    /// <summary>One of the ends is not ready.</summary>
    Waits = 1,

    /// <summary>The source has failed.</summary>
    SourceFailed = 2,

    /// <summary>The target has failed.</summary>
    TargetFailed = 3,
}
