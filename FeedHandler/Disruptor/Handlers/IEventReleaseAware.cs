namespace Disruptor;

/// <summary>A work handler that may free its slot before it returns.</summary>
public interface IEventReleaseAware
{
    /// <summary>Called once, when the processor is made.</summary>
    /// <param name="eventReleaser">Frees the slot in hand.</param>
    void SetEventReleaser(IEventReleaser eventReleaser);
}
