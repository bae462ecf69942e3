using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>Channels on which what concerns orders is frequent.</summary>
internal static class OrderRates
{
    public const int SeedCount = 40;

    public static readonly ProtocolRates Plenty = new()
    {
        TradeBustPerMille = 10,
        TradeCorrectionPerMille = 10,
        OrderOnlyPerMille = 100,
        MarketBestPerMille = 10,
        ImpliedSwitchPerMille = 10,
        InstrumentRestartPerMille = 15,
        DefinitionDeletePerMille = 5,
        CrossingPerMille = 60,
    };

    public static SimulationOptions Options(int schemaVersion, ulong seed) => new()
    {
        Seed = seed,
        InstrumentCount = 8,
        EventCount = 300,
        LateInstrumentCount = 2,
        PacketBytesMax = 1000 + (int)(seed % 5 * 100),
        SchemaVersion = schemaVersion,
        UsesDeleteFrom = true,
        Rates = Plenty,
    };

    /// <summary>The same with the phases of a session.</summary>
    public static SimulationOptions DayOptions(int schemaVersion, ulong seed) =>
        Options(schemaVersion, seed) with { Day = new TradingDay { HaltCount = 2 }, Rates = ProtocolRates.None with { OrderOnlyPerMille = 50 }, ChannelResetCount = 0 };

    /// <summary>Every channel once, read by what a test makes of it.</summary>
    public static void Run(int schemaVersion, Action<WireChannel> run, bool hasPhases = false)
    {
        for (ulong seed = 1; seed <= SeedCount; seed++)
        {
            WireChannel channel = new(hasPhases ? DayOptions(schemaVersion, seed) : Options(schemaVersion, seed));
            run(channel);
        }
    }
}
