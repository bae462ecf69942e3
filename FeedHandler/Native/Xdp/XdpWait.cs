using System.Runtime.InteropServices;
using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <summary>Sleeps until one of several AF_XDP sockets has a frame. For one thread; waiting allocates nothing.</summary>
public sealed unsafe class XdpWait : IDisposable
{
    private readonly int _count;
    private PollEntry* _entries;

    /// <summary>Prepares to wait for sockets.</summary>
    /// <param name="queues">The sockets; they must stay open.</param>
    public XdpWait(IReadOnlyList<XdpQueue> queues)
    {
        ArgumentNullException.ThrowIfNull(queues);
        _count = queues.Count;
        _entries = (PollEntry*)NativeMemory.AllocZeroed((nuint)_count, (nuint)sizeof(PollEntry));
        for (int i = 0; i < _count; i++) _entries[i] = new PollEntry { Descriptor = queues[i].Descriptor, Events = POLLIN };
    }

    /// <summary>Sleeps.</summary>
    /// <param name="timeoutMs">How long at most.</param>
    public void Wait(int timeoutMs)
    {
        if (_entries is not null) _ = XdpCalls.Poll(_entries, (nuint)_count, timeoutMs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_entries);
        _entries = null;
    }
}
