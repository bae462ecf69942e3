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
    public static IReadOnlyList<InstrumentReport> Read(IReadOnlyList<ChannelState> channels, StrategyOutcome witness) =>
        [.. channels.SelectMany(channel => Read(channel, witness)).OrderByDescending(static i => i.Updates)];

    /// <summary>Books by state, and how many are crossed or disordered.</summary>
    public static IReadOnlyDictionary<string, long> Count(IReadOnlyList<InstrumentReport> instruments)
    {
        Dictionary<string, long> counts = EventWords.AllStates.ToDictionary(
            EventWords.Of, state => (long)instruments.Count(instrument => instrument.State == state), StringComparer.Ordinal);
        counts.Add("crossed", instruments.Count(static instrument => instrument.IsCrossed));
        counts.Add("disordered", instruments.Count(static instrument => instrument.IsDisordered));
        return counts;
    }

    private static IEnumerable<InstrumentReport> Read(ChannelState channel, StrategyOutcome witness) =>
        Enumerable.Range(0, channel.Instruments.Count).Select(index => Read(channel, index, witness));

    private static InstrumentReport Read(ChannelState channel, int index, StrategyOutcome witness)
    {
        ref InstrumentDefinition definition = ref channel.Instruments.Definition(index);
        long updates = witness.Updates(channel.Index, index);
        return InstrumentReport.Of(
            channel.Instruments.Books[index], (channel.Index, channel.Id), definition.Symbol, definition.DisplayFactorNano, updates) with
        {
            Definition = DefinitionReport.Of(channel.Instruments, index),
            Confidence = channel.Instruments.Heals?[index],
            Orders = OrdersReport.Of(channel.Instruments.Orders, index),
            Origins = InstrumentReport.OriginsOf(witness.Origins[channel.Index], index),
        };
    }
}
