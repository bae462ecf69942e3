namespace FeedHandler.Ring;

/// <summary>Says which events replace each other. Implement it as a struct: the call is then direct.</summary>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventKeys<TEvent>
    where TEvent : unmanaged
{
    /// <summary>The key of an event: what has the same key is replaced by the latest.</summary>
    /// <returns>From 0 to below the consumer's key count; anything else, for instance -1, for an event that nothing may replace.</returns>
    /// <param name="data">The event.</param>
    int KeyOf(in TEvent data);
}
