using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;
using FeedHandler.Sinks.Dbn;

namespace FeedHandler.Sinks.Tests.Dbn;

/// <summary>Gives events that a test makes to a mapper, and keeps the records that come of them.</summary>
internal sealed class MappedEvents : IRecordOutput, IDisposable
{
    private const int ChannelCount = 2;
    private const int InstrumentCount = 4;
    private readonly List<byte[]> _records = [];
    private readonly DefinitionLog[] _logs = [.. Enumerable.Range(0, ChannelCount).Select(static _ => new DefinitionLog(1))];
    private readonly DbnMapper _mapper;
    private bool _keeps = true;

    public MappedEvents(DbnSchema schema)
    {
        _mapper = new DbnMapper(schema, 1, InstrumentCount, [.. _logs.Select(static log => new DefinitionReplica(InstrumentCount, log))], this);
        for (byte channel = 0; channel < ChannelCount; channel++)
        {
            for (int index = 0; index < InstrumentCount; index++)
                Give(new MarketEvent { Kind = EventKind.Definition, Flags = EventFlags.Assumed, Quantity = 100 + index, Level = 10 }, index, channel);
        }
    }

    public long OmittedCount => _mapper.OmittedCount;

    /// <summary>What is done of times by default: those of a packet are a thousand times its number.</summary>
    public void Give(MarketEvent told, int instrument = 0, byte channel = 0, uint seqNum = 1, bool ends = false)
    {
        told.Channel = channel;
        told.InstrumentIndex = instrument;
        told.SeqNum = seqNum;
        if (told.TransactTimeNs == 0) told.TransactTimeNs = 5;
        if (told.Kind is not EventKind.Order && told.RxNs == 0) told.RxNs = seqNum * 1000;
        if (ends) told.Flags |= EventFlags.EndOfEvent;
        _mapper.OnEvent(told);
    }

    public void End(byte channel = 0, uint seqNum = 1) => Give(new MarketEvent { Kind = EventKind.EventEnd }, MarketEvent.NoInstrument, channel, seqNum, ends: true);

    public T[] Records<T>()
        where T : unmanaged, IDbnRecord
    {
        _mapper.Finish();
        return [.. _records.Select(static record => MemoryMarshal.Read<T>(record))];
    }

    /// <summary>From here on records are dropped, so that nothing is allocated for them.</summary>
    public void Drop() => _keeps = false;

    public void Write(ReadOnlySpan<byte> record, ulong tsRecv)
    {
        if (_keeps) _records.Add(record.ToArray());
    }

    public void Dispose()
    {
        _mapper.Dispose();
        foreach (DefinitionLog log in _logs) log.Dispose();
    }

    public static MarketEvent Order(ulong id, BookAction action = BookAction.New, BookSide side = BookSide.Bid) => new()
    {
        Kind = EventKind.Order,
        OrderId = id,
        Action = action,
        Side = side,
        PriceNano = 50,
        Quantity = 3,
    };

    public static MarketEvent Trade(BookSide aggressor, long price = 50) => new()
    {
        Kind = EventKind.Trade,
        Action = BookAction.New,
        Side = aggressor,
        PriceNano = price,
        Quantity = 7,
    };

    public static MarketEvent TradeOrder(ulong id, long price = 50) => new() { Kind = EventKind.TradeOrder, OrderId = id, PriceNano = price, Quantity = 2 };

    public static MarketEvent Level(BookSide side, byte level, long price, BookAction action = BookAction.New) => new()
    {
        Kind = EventKind.Book,
        Action = action,
        Side = side,
        Level = level,
        PriceNano = price,
        Quantity = 10,
        Orders = 2,
    };
}
