namespace Disruptor;

/// <summary>Lets go of the slot that a worker has in hand.</summary>
public interface IEventReleaser
{
    /// <summary>Frees the slot before the handler returns: the producers wait no longer for this worker. The event must not be touched after.</summary>
    void Release();
}
