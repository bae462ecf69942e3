namespace FeedHandler.Native.Waiting;

/// <summary>Sleeps until one of several file descriptors can be read: epoll on Linux, kqueue on macOS and the BSDs.</summary>
public interface IDescriptorWaiter : IDisposable
{
    /// <summary>Watches a descriptor until it is closed.</summary>
    /// <param name="descriptor">A socket or anything else that can be polled.</param>
    NativeResult Add(int descriptor);

    /// <summary>Sleeps until a descriptor can be read, or a signal or the time limit comes. Allocates nothing.</summary>
    /// <param name="timeoutMs">How long at most; 0 does not sleep.</param>
    /// <returns>Whether a descriptor can be read.</returns>
    bool Wait(int timeoutMs);
}
