namespace FeedHandler.Replay.Simulator;

/// <summary>A trading status (template 30) of an instrument; without one, of a product; without that, of a group.</summary>
/// <param name="Instrument">The instrument, or null.</param>
/// <param name="Asset">The product, or "".</param>
/// <param name="Group">The group.</param>
/// <param name="Status">FIX tag 326; 103 changes none, null says none.</param>
/// <param name="HaltReason">FIX tag 327.</param>
/// <param name="TradingEvent">FIX tag 1174.</param>
public sealed record StatusFact(SimulatedInstrument? Instrument, string Asset, string Group, byte? Status, byte HaltReason, byte TradingEvent)
    : ExchangeFact(Instrument)
{
    internal const byte Halt = 2;
    internal const byte NoChange = 103;
    internal const byte SaidUnknown = 20;
    internal const byte ResetStatistics = 4;
    internal const byte ImpliedOff = 6;

    /// <summary>Codes that the venue does not define.</summary>
    internal static IReadOnlyList<byte> Undefined { get; } = [0, 3, 16, 22, 27, 102, 104, 200, 203, 254];

    /// <summary>The status that it sets, or null: it sets none, or its code is not defined.</summary>
    internal byte? Set => Status is NoChange || Undefined.Contains(Status ?? NoChange) ? null : Status;

    /// <summary>Whether an instrument is meant.</summary>
    internal bool Concerns(SimulatedInstrument instrument)
    {
        if (Instrument is not null) return Instrument == instrument;
        return Asset.Length != 0 ? Asset == instrument.Asset : Group == instrument.Group;
    }
}

/// <summary>What an instrument is.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Action">FIX tag 980: 'A', 'M' or 'D'.</param>
/// <param name="Status">FIX tag 1682, or null.</param>
/// <param name="DisplayFactorNano">FIX tag 9787 in 1e-9.</param>
/// <param name="TickNano">FIX tag 969 in 1e-9.</param>
public sealed record DefinitionFact(SimulatedInstrument Instrument, char Action, byte? Status, long DisplayFactorNano, long TickNano)
    : ExchangeFact(Instrument);

/// <summary>The channel was reset (template 4): books and statistics are empty, and every instrument's sequence starts again at 1.</summary>
public sealed record ChannelResetFact() : ExchangeFact((SimulatedInstrument?)null);
