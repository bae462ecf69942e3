using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <content>Statistics, statuses and definitions.</content>
public sealed partial class DbnMapper
{
    private void MapStatistic(in MarketEvent told)
    {
        if (DbnWords.Statistic(told.Statistic) is not { } type)
        {
            OmittedCount++;
            return;
        }

        StatisticsRecord record = StatisticsRecord.Create(_publisherId, IdOf(told), TimeOf(told));
        (record.StatType, record.ChannelId, record.Sequence) = (type, told.Channel, told.SeqNum);
        record.Price = PriceOf(told, told.PriceNano);
        if (told.Quantity != MarketEvent.NullQuantity) record.Quantity = told.Quantity;
        if (told.Action == BookAction.Delete) record.UpdateAction = DbnStatUpdate.Delete;
        if (told.Statistic == StatisticKind.Settlement) record.StatFlags = told.Detail;
        Add(told, record);
    }

    private StatusRecord StatusOf(in MarketEvent told)
    {
        StatusRecord record = StatusRecord.Create(_publisherId, IdOf(told), TimeOf(told));
        StatusChange change = (StatusChange)told.Action;
        bool keepsStatus = (change & StatusChange.KeepsStatus) != 0;
        record.TradingEvent = DbnWords.TradingEvent(change, told.Status);
        record.Reason = DbnWords.Reason(told.Quantity);
        if (keepsStatus) return record;
        record.Action = DbnWords.Status(told.Status);
        record.IsTrading = told.Status == TradingStatus.Open ? DbnTriState.Yes : DbnTriState.No;
        return record;
    }

    // A strategy has a record for each of its legs.
    private void AddDefinitions(in MarketEvent told)
    {
        ref readonly InstrumentDefinition definition = ref _definitions[told.Channel][told.InstrumentIndex];
        ref readonly InstrumentDetails details = ref _definitions[told.Channel].Details(told.InstrumentIndex);
        DefinitionRecord record = DefinitionRecord.Create(_publisherId, IdOf(told), TimeOf(told));
        DefinitionMapping.Fill(ref record, definition, details, told);
        ReadOnlySpan<InstrumentLeg> legs = details.Legs.Items;
        record.LegCount = (ushort)legs.Length;
        if (legs.Length == 0) Add(told, record);
        for (int index = 0; index < legs.Length; index++)
        {
            record.LegIndex = (ushort)index;
            DefinitionMapping.FillLeg(ref record, legs[index], definition.DisplayFactorNano);
            Add(told, record);
        }
    }
}
