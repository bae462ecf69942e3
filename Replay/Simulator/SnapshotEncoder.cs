using System.Buffers.Binary;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Writes what was published of an instrument so far as one snapshot (templates 52 and, in old schemas, 38; CME MDP 3.0, "Market Recovery"): byte by byte
/// from the layout, so that it shares nothing with the views that read it.
/// </summary>
internal sealed class SnapshotEncoder(SimulationOptions options)
{
    private const int RootBytes = 59;
    private const int EntryBytes = 22;
    private const int DimensionBytes = 3;
    private const long NullPrice = long.MaxValue;
    private const int NullSize = int.MaxValue;
    private const byte NullCode = byte.MaxValue;
    private const byte NoLevel = 127;
    private const ushort NullDate = ushort.MaxValue;
    private const byte IndicativeOpenFlag = 5;

    private static readonly (StatisticKind Kind, char Type)[] Statistics =
    [
        (StatisticKind.Open, '4'), (StatisticKind.IndicativeOpen, '4'), (StatisticKind.Settlement, '6'), (StatisticKind.SessionHigh, '7'),
        (StatisticKind.SessionLow, '8'), (StatisticKind.HighestBid, 'N'), (StatisticKind.LowestOffer, 'O'), (StatisticKind.Fixing, 'W'),
        (StatisticKind.Vwap, '9'), (StatisticKind.ClearedVolume, 'B'), (StatisticKind.OpenInterest, 'C'),
    ];

    private readonly byte[] _message = new byte[2048];
    private readonly int _nanoPerMantissa = options.IsOldSchema ? 100 : 1;
    private int _at;
    private int _count;

    /// <summary>Writes a snapshot.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="lastSeqNum">The last packet that it includes.</param>
    /// <param name="reportCount">How many instruments the loop has.</param>
    /// <param name="nowNs">When it is made, nanoseconds since the Unix epoch.</param>
    /// <returns>The message with its frame; valid until the next.</returns>
    public ReadOnlySpan<byte> Encode(SimulatedInstrument instrument, uint lastSeqNum, int reportCount, long nowNs)
    {
        PublishedInstrument truth = instrument.Truth;
        Span<byte> root = _message.AsSpan(CmeMdp3.MessageHeaderBytes, RootBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(root, lastSeqNum);
        BinaryPrimitives.WriteInt32LittleEndian(root[4..], reportCount);
        BinaryPrimitives.WriteInt32LittleEndian(root[8..], instrument.SecurityId);
        BinaryPrimitives.WriteUInt32LittleEndian(root[12..], truth.RptSeq);
        BinaryPrimitives.WriteInt64LittleEndian(root[16..], nowNs);
        BinaryPrimitives.WriteInt64LittleEndian(root[24..], nowNs);
        BinaryPrimitives.WriteUInt16LittleEndian(root[32..], NullDate);
        root[34] = truth.Status ?? NullCode;
        BinaryPrimitives.WriteInt64LittleEndian(root[35..], Limit(truth, StatisticKind.UpperLimit));
        BinaryPrimitives.WriteInt64LittleEndian(root[43..], Limit(truth, StatisticKind.LowerLimit));
        BinaryPrimitives.WriteInt64LittleEndian(root[51..], Limit(truth, StatisticKind.MaxPriceVariation));
        _at = CmeMdp3.MessageHeaderBytes + RootBytes + DimensionBytes;
        _count = 0;
        AddBook(instrument);
        AddSession(truth);
        return Frame();
    }

    private void AddBook(SimulatedInstrument instrument)
    {
        foreach ((BookSide side, char type) in (ReadOnlySpan<(BookSide, char)>)
            [(BookSide.Bid, '0'), (BookSide.Ask, '1'), (BookSide.ImpliedBid, 'E'), (BookSide.ImpliedAsk, 'F')])
        {
            byte number = 1;
            bool isDirect = side is BookSide.Bid or BookSide.Ask;
            foreach (SimulatedLevel level in instrument.Published(side).Levels)
                Add(type, level.PriceNano / _nanoPerMantissa, level.Quantity, isDirect ? level.Orders : NullSize, number++);
        }
    }

    private void AddSession(PublishedInstrument truth)
    {
        foreach ((StatisticKind kind, char type) in Statistics)
        {
            if (truth.Statistic(kind) is not { } value) continue;
            byte flag = kind == StatisticKind.IndicativeOpen ? IndicativeOpenFlag : value.Flag;
            long mantissa = value.PriceNano is { } nano ? nano / _nanoPerMantissa : NullPrice;
            Add(type, mantissa, value.Size ?? NullSize, NullSize, NoLevel, flag);
        }

        if (truth.Volume is { } volume) Add('e', NullPrice, (int)volume, NullSize, NoLevel);
    }

    private void Add(char type, long mantissa, int size, int orders, byte level, byte flag = NullCode)
    {
        Span<byte> entry = _message.AsSpan(_at, EntryBytes);
        BinaryPrimitives.WriteInt64LittleEndian(entry, mantissa);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], size);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], orders);
        entry[16] = level;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[17..], NullDate);
        entry[19] = type == '6' ? NullCode : flag;
        entry[20] = type == '6' ? flag : (byte)0;
        entry[21] = (byte)type;
        _at += EntryBytes;
        _count++;
    }

    private ReadOnlySpan<byte> Frame()
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_message, (ushort)_at);
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(2), RootBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(4), (ushort)(options.IsOldSchema ? 38 : 52));
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(6), CmeMdp3.SchemaId);
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(8), (ushort)options.SchemaVersion);
        Span<byte> dimension = _message.AsSpan(CmeMdp3.MessageHeaderBytes + RootBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(dimension, EntryBytes);
        dimension[2] = (byte)_count;
        return _message.AsSpan(0, _at);
    }

    private long Limit(PublishedInstrument truth, StatisticKind kind) => truth.Statistic(kind)?.PriceNano / _nanoPerMantissa ?? NullPrice;
}
