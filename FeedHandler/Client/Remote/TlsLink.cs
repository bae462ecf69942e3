using System.Net.Security;

namespace FeedHandler.Client.Remote;

/// <summary>An encrypted connection: one read and one write at a time are under way, and whoever polls looks whether they are done.</summary>
internal sealed class TlsLink : ILink
{
    private const int BufferBytes = 1 << 16;
    private readonly SslStream _stream;
    private readonly byte[] _received = new byte[BufferBytes];
    private readonly byte[] _sent = new byte[BufferBytes];
    private readonly SemaphoreSlim _signal = new(0);
    private readonly Action _onRead;
    private ValueTask<int> _reading;
    private ValueTask _writing;
    private int _from, _to; // what of the buffer was received and not taken
    private volatile bool _isRead; // written by whoever ends a read (release), read by whoever polls (acquire)

    /// <summary>Takes over a stream on which the gateway has proved who it is.</summary>
    public TlsLink(SslStream stream)
    {
        _stream = stream;
        _onRead = OnRead;
        Begin();
    }

    /// <inheritdoc/>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public int Receive(Span<byte> into)
    {
        if (_from == _to && !TryEnd()) return 0;
        int count = Math.Min(into.Length, _to - _from);
        _received.AsSpan(_from, count).CopyTo(into);
        _from += count;
        if (_from == _to) Begin();
        return count;
    }

    /// <inheritdoc/>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        if (Fault is not null || !_writing.IsCompleted) return 0;
        try
        {
            _writing.GetAwaiter().GetResult();
            int count = Math.Min(bytes.Length, BufferBytes);
            bytes[..count].CopyTo(_sent);
#pragma warning disable CA2012 // each is consumed once: before the next one begins
            _writing = _stream.WriteAsync(_sent.AsMemory(0, count));
#pragma warning restore CA2012
            return count;
        }
        catch (Exception failure) when (FaultWords.IsOfConnection(failure))
        {
            Fault = FaultWords.Of(failure);
            return 0;
        }
    }

    /// <inheritdoc/>
    public void Wait(int timeoutMs)
    {
        if (Fault is null && _from == _to && !_isRead) _signal.Wait(timeoutMs);
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        if (Fault is not null || _from < _to || _isRead) return;
        try
        {
            await _signal.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose(); // the signal has no handle, and the last read may still give it

    private void Begin()
    {
        (_from, _to, _isRead) = (0, 0, false);
        try
        {
#pragma warning disable CA2012 // each is consumed once: before the next one begins
            _reading = _stream.ReadAsync(_received);
#pragma warning restore CA2012
            if (_reading.IsCompleted) _isRead = true;
            else _reading.GetAwaiter().UnsafeOnCompleted(_onRead);
        }
        catch (Exception failure) when (FaultWords.IsOfConnection(failure))
        {
            Fault = FaultWords.Of(failure);
        }
    }

    private bool TryEnd()
    {
        if (Fault is not null || !_isRead) return false;
        try
        {
            _to = _reading.GetAwaiter().GetResult();
            if (_to == 0) Fault = FaultWords.Closed;
        }
        catch (Exception failure) when (FaultWords.IsOfConnection(failure))
        {
            Fault = FaultWords.Of(failure);
        }

        return _to > 0;
    }

    private void OnRead()
    {
        _isRead = true;
        if (_signal.CurrentCount == 0) _signal.Release();
    }
}
