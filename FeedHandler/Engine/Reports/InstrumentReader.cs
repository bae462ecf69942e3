using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Engine;

/// <summary>Copies instruments out of the feed's memory once its thread has ended.</summary>
internal static class InstrumentReader
{
    /// <summary>All instruments, the one with the most updates first, equal ones in order of appearance.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="witness">The strategy that counted updates, and may have kept whence levels came.</param>
    /// <param name="nowNs">When the last packet was received, nanoseconds since the Unix epoch.</param>
    public static IReadOnlyList<InstrumentReport> Read(IReadOnlyList<ChannelState> channels, StrategyOutcome witness, long nowNs) =>
        [.. channels.SelectMany(channel => Read(channel, witness, nowNs)).OrderByDescending(static i => i.Updates)];

    /// <summary>Books by state, and how many are crossed or disordered.</summary>
    public static IReadOnlyDictionary<string, long> Count(IReadOnlyList<InstrumentReport> instruments)
    {
        Dictionary<string, long> counts = EventWords.AllStates.ToDictionary(
            EventWords.Of, state => (long)instruments.Count(instrument => instrument.State == state), StringComparer.Ordinal);
        counts.Add("crossed", instruments.Count(static instrument => instrument.IsCrossed));
        counts.Add("disordered", instruments.Count(static instrument => instrument.IsDisordered));
        return counts;
    }

    private static IEnumerable<InstrumentReport> Read(ChannelState channel, StrategyOutcome witness, long nowNs) =>
        Enumerable.Range(0, channel.Instruments.Count).Select(index => Read(channel, index, witness, nowNs));

    private static InstrumentReport Read(ChannelState channel, int index, StrategyOutcome witness, long nowNs)
    {
        ref InstrumentDefinition definition = ref channel.Instruments.Definition(index);
        long updates = witness.Updates(channel.Index, index);
        return InstrumentReport.Of(
            channel.Instruments.Books[index], (channel.Index, channel.Id), definition.Symbol, definition.DisplayFactorNano, updates) with
        {
            Definition = DefinitionReport.Of(channel.Instruments, index),
            Confidence = channel.Instruments.Heals?[index],
            EstimatedHealNs = channel.Instruments.Heals?.EstimateNs(index, nowNs),
            Orders = OrdersReport.Of(channel.Instruments.Orders is { } orders ? orders.ViewOf(index) : default),
            Origins = InstrumentReport.OriginsOf(witness.Origins[channel.Index], index),
        };
    }
}
