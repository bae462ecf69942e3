namespace FeedHandler.Replay.Simulator;

/// <summary>A value of templates 49 or 51: MDEntryType (FIX tag 269), a price or a size, and whether the value is taken back.</summary>
internal readonly record struct StatisticPrint(SimulatedInstrument Instrument, char Type, long? PriceNano, int? Size, byte Flag, bool IsDeleted);
