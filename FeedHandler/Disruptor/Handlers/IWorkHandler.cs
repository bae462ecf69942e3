namespace Disruptor;

/// <summary>One worker of a pool: takes some of the events, each of which goes to one worker only.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IWorkHandler<in T>
{
    /// <summary>Takes one event.</summary>
    /// <param name="evt">The event of the slot. It must not be kept.</param>
    void OnEvent(T evt);

    /// <inheritdoc cref="IValueEventHandler{T}.OnStart"/>
    void OnStart()
    {
    }

    /// <inheritdoc cref="IValueEventHandler{T}.OnShutdown"/>
    void OnShutdown()
    {
    }

    /// <inheritdoc cref="IValueEventHandler{T}.OnTimeout"/>
    void OnTimeout(long sequence)
    {
    }
}
