namespace FeedHandler.Dbn;

/// <content>Statistics of old versions in the form of this one.</content>
public partial struct StatisticsRecord
{
    /// <summary>A statistic of versions 1 and 2 in this form; nothing is lost.</summary>
    /// <param name="old">The statistic.</param>
    public static StatisticsRecord From(in StatisticsRecordV1 old)
    {
        StatisticsRecord record = Create(old.Header.PublisherId, old.Header.InstrumentId, old.Header.TsEvent);
        record.TsRecv = old.TsRecv;
        record.TsRef = old.TsRef;
        record.Price = old.Price;
        record.Quantity = old.Quantity == int.MaxValue ? long.MaxValue : old.Quantity;
        record.Sequence = old.Sequence;
        record.TsInDelta = old.TsInDelta;
        record.StatType = old.StatType;
        record.ChannelId = old.ChannelId;
        record.UpdateAction = old.UpdateAction;
        record.StatFlags = old.StatFlags;
        return record;
    }
}
