using System.Runtime.InteropServices;

namespace FeedHandler.Core.Events;

/// <summary>Cache-line aligned memory for the events of one packet.</summary>
public sealed unsafe class EventBuffer : IDisposable
{
    /// <summary>How many events fit: more than the entries of the largest datagram.</summary>
    public const int CountMax = 16384;

    private bool _isDisposed;

    /// <summary>Takes and touches the memory.</summary>
    public EventBuffer()
    {
        First = (MarketEvent*)NativeMemory.AlignedAlloc(CountMax * MarketEvent.Bytes, MarketEvent.Bytes);
        NativeMemory.Clear(First, CountMax * MarketEvent.Bytes);
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~EventBuffer() => Free();

    internal MarketEvent* First { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(First);
    }
}
