using System.Runtime.InteropServices;

namespace FeedHandler.Core.Events;

/// <summary>Cache-line aligned memory for the events that are published together.</summary>
public sealed unsafe class EventBuffer : IDisposable
{
    /// <summary>How many events fit, and are published together at most: more than the entries of nearly every packet.</summary>
    public const int CountMax = 1024;

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
