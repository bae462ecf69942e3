namespace FeedHandler.Gateway.Connections;

/// <summary>
/// A connection of one loop: its place in the tables, and how often that place was taken. The id of a connection that is closed never becomes
/// another's, so that whoever kept it does no harm with it.
/// </summary>
/// <param name="Slot">The place, from 0, below the loop's <see cref="Loops.LoopOptions.SlotCountMax"/>: a handler keeps its own state by it.</param>
/// <param name="Generation">How often the place was taken, from 1.</param>
public readonly record struct ConnectionId(int Slot, uint Generation);
