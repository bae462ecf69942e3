namespace FeedHandler.Wire;

/// <summary>Where an event stands in the feed's stream, as <see cref="PreviousSequences"/> makes it and <see cref="SequenceChain"/> proves it.</summary>
/// <param name="Sequence">The event's number in the stream, from 1.</param>
/// <param name="Previous">The number of the instrument's event before it; of an event of the whole channel that of the one before. Where the sender
/// knows of none, the number from which on it knows.</param>
/// <param name="PreviousOfChannel">Likewise of the last event of the whole channel before it.</param>
/// <param name="ChannelId">The channel's number at the venue, 0 to 65535; 0 where nobody named it.</param>
public readonly record struct EventPlace(long Sequence, long Previous, long PreviousOfChannel, int ChannelId);
