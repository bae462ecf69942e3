namespace FeedHandler.Replay.Simulator;

/// <summary>A trade at one price: what was resting there, order by order. Aggressor 1 bought, 2 sold, 0 is none (implied against implied).</summary>
internal readonly record struct TradePrint(SimulatedInstrument Instrument, long PriceNano, int Quantity, byte Aggressor, int OrderCount);
