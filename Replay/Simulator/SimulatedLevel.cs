namespace FeedHandler.Replay.Simulator;

/// <summary>One price level of a simulated book.</summary>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Orders">How many orders make it up; of no meaning on implied sides.</param>
public readonly record struct SimulatedLevel(long PriceNano, int Quantity, int Orders);
