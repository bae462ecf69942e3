using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>
/// From the events of a feed to records of one schema of DBN. Prices are those that are displayed; F_LAST is on each instrument's last record of a match
/// event; fills are told beside changes of orders and never as such; what is in doubt is marked. Takes every event from the first on; allocates nothing
/// once it has grown.
/// </summary>
public sealed partial class DbnMapper : IDisposable
{
    private readonly DbnSchema _schema;
    private readonly ushort _publisherId;
    private readonly BookReplica[] _books;
    private readonly IReadOnlyList<DefinitionReplica> _definitions;
    private readonly PendingRecords _pending;
    private readonly TradeOrders _trades = new();
    private readonly OrderDoubts[] _orderDoubts;
    private readonly BookLevel[][] _tops;
    private readonly (uint SeqNum, long RxNs)[] _packets;

    /// <summary>Takes the memory.</summary>
    /// <param name="schema">The schema, one of <see cref="Schemas"/>.</param>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentCountMax">How many instruments a channel can have.</param>
    /// <param name="definitions">The feed's definitions by channel, from before the first event; disposed of with this.</param>
    /// <param name="output">Takes the records.</param>
    /// <exception cref="ArgumentException">No events become records of that schema.</exception>
    public DbnMapper(
        DbnSchema schema, ushort publisherId, int instrumentCountMax, IReadOnlyList<DefinitionReplica> definitions, IRecordOutput output)
    {
        if (!Schemas.Contains(schema)) throw new ArgumentException($"No events become records of the schema {DbnSchemas.NameOf(schema)}.", nameof(schema));
        (_schema, _publisherId, _definitions) = (schema, publisherId, definitions);
        _books = [.. definitions.Select(_ => new BookReplica(instrumentCountMax, touchedCount: 0))];
        _orderDoubts = [.. definitions.Select(_ => new OrderDoubts(instrumentCountMax))];
        _tops = [.. definitions.Select(_ => schema == DbnSchema.Mbp1 ? new BookLevel[instrumentCountMax] : [])];
        _packets = new (uint SeqNum, long RxNs)[definitions.Count];
        _pending = new PendingRecords(definitions.Count, instrumentCountMax, output);
    }

    /// <summary>The schemas that events become records of.</summary>
    public static IReadOnlyList<DbnSchema> Schemas { get; } =
    [
        DbnSchema.Mbo, DbnSchema.Mbp1, DbnSchema.Mbp10, DbnSchema.Trades, DbnSchema.Definition, DbnSchema.Statistics, DbnSchema.Status,
    ];

    /// <summary>How many events of the schema have no record, as the format has no form for them: corrections of trades, orders of aggressors, bands of
    /// prices.</summary>
    public long OmittedCount { get; private set; }

    /// <summary>Takes an event.</summary>
    /// <param name="told">The event; all must be given, in order.</param>
    public void OnEvent(in MarketEvent told)
    {
        byte channel = told.Channel;
        _books[channel].Apply(told);
        if (told.Kind == EventKind.Definition) _definitions[channel].Apply(told);
        _orderDoubts[channel].Apply(told);
        if (told.Kind == EventKind.Trade) _trades.Add(told);
        if (told.Kind is EventKind.Gap or EventKind.ChannelReset) EndEvent(channel, isWhole: false);
        if (told.Kind != EventKind.Order) SetTime(told);
        if (told.InstrumentIndex == MarketEvent.NoInstrument) MapChannel(told);
        else if ((uint)told.InstrumentIndex < (uint)_books[channel].Books.Count) Map(told);
        if ((told.Flags & EventFlags.EndOfEvent) != 0) EndEvent(channel, isWhole: true);
    }

    /// <summary>No more comes: what is left is given.</summary>
    public void Finish() => _pending.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (BookReplica books in _books) books.Dispose();
        foreach (DefinitionReplica definitions in _definitions) definitions.Dispose();
    }

    // An order has its priority in the place of the time, which any other event of its packet tells.
    private void SetTime(in MarketEvent told)
    {
        _packets[told.Channel] = (told.SeqNum, told.RxNs);
        _pending.SetTime(told.Channel, told.SeqNum, told.RxNs);
    }

    private void EndEvent(byte channel, bool isWhole)
    {
        _pending.EndEvent(channel, isWhole);
        _trades.EndEvent(channel);
    }

    private void Map(in MarketEvent told)
    {
        switch (_schema)
        {
            case DbnSchema.Mbo:
                MapOrder(told);
                break;
            case DbnSchema.Mbp1 or DbnSchema.Mbp10:
                MapLevel(told);
                break;
            case DbnSchema.Trades:
                if (told.Kind == EventKind.Trade && IsNewTrade(told)) Add(told, TradeOf(told));
                break;
            case DbnSchema.Definition:
                if (told.Kind == EventKind.Definition && !told.IsAssumed) AddDefinitions(told);
                break;
            case DbnSchema.Statistics:
                if (told.Kind == EventKind.Statistic) MapStatistic(told);
                break;
            default:
                if (told.Kind == EventKind.Status) Add(told, StatusOf(told));
                break;
        }
    }

    // All books of a channel are empty from here on.
    private void MapChannel(in MarketEvent told)
    {
        if (told.Kind is not (EventKind.BookClear or EventKind.ChannelReset) || _schema is not (DbnSchema.Mbo or DbnSchema.Mbp1 or DbnSchema.Mbp10)) return;
        for (int index = 0; index < _books[told.Channel].Books.Count; index++)
        {
            MarketEvent one = told;
            one.InstrumentIndex = index;
            if (_schema == DbnSchema.Mbo) AddClear(one);
            else AddLevels(one, DbnAction.Clear);
        }
    }

    private void Add<T>(in MarketEvent told, in T record)
        where T : unmanaged, IDbnRecord => _pending.Add(record, new RecordPlace(told.Channel, told.InstrumentIndex, told.SeqNum), TimeOfPacket(told));

    private long TimeOfPacket(in MarketEvent told)
    {
        if (told.Kind != EventKind.Order) return told.RxNs;
        (uint seqNum, long rxNs) = _packets[told.Channel];
        return seqNum == told.SeqNum ? rxNs : 0;
    }

    private uint IdOf(in MarketEvent told) => (uint)_books[told.Channel].Books[told.InstrumentIndex].SecurityId;

    private long PriceOf(in MarketEvent told, long priceNano) =>
        DbnWords.Price(priceNano, _definitions[told.Channel][told.InstrumentIndex].DisplayFactorNano);

    private static ulong TimeOf(in MarketEvent told) => told.TransactTimeNs == 0 ? DbnUndefined.Timestamp : (ulong)told.TransactTimeNs;

    private static DbnFlags FlagsOf(in MarketEvent told, bool isInDoubt) =>
        ((told.Flags & (EventFlags.Restored | EventFlags.Recovery)) != 0 ? DbnFlags.Snapshot : 0) | (isInDoubt ? DbnFlags.MaybeBadBook : 0);

    // Of a trade that is corrected or taken back the format has no record.
    private bool IsNewTrade(in MarketEvent trade)
    {
        if (trade.Action == BookAction.New) return true;
        OmittedCount++;
        return false;
    }
}
