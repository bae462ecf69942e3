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

    /// <summary>Every channel once, read by what a test makes of it.</summary>
    public static void Run(int schemaVersion, Action<WireChannel> run)
    {
        for (ulong seed = 1; seed <= SeedCount; seed++)
        {
            WireChannel channel = new(Options(schemaVersion, seed));
            run(channel);
        }
    }
}
