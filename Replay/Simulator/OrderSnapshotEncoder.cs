using System.Buffers.Binary;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Writes the orders of an instrument as published so far as one snapshot in chunks (templates 53 and, in old schemas, 44; CME MDP 3.0, "Market Recovery"
/// for market by order): byte by byte from the layout, so that it shares nothing with the views that read it.
/// </summary>
internal sealed class OrderSnapshotEncoder(SimulationOptions options)
{
    private const int RootBytes = 28;
    private const int EntryBytes = 29;
    private const int DimensionBytes = 3;

    // Two chunks to a packet, so that one of another instrument may follow in it.
    private const int ChunkOrdersMax = 20;
    private readonly byte[] _message = new byte[CmeMdp3.MessageHeaderBytes + RootBytes + DimensionBytes + (ChunkOrdersMax * EntryBytes)];
    private readonly int _nanoPerMantissa = options.IsOldSchema ? 100 : 1;

    /// <summary>Adds the chunks of an instrument to a loop; one without entries for a book without orders.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="lastSeqNum">The last packet that they include.</param>
    /// <param name="reportCount">How many instruments the loop has.</param>
    /// <param name="nowNs">When they are made, nanoseconds since the Unix epoch.</param>
    /// <param name="packets">The loop.</param>
    public void Encode(SimulatedInstrument instrument, uint lastSeqNum, int reportCount, long nowNs, LoopPackets packets)
    {
        PublishedOrders orders = instrument.Truth.Orders;
        List<(PublishedOrder Order, char Type)> all = [];
        foreach (PublishedOrder order in orders[BookSide.Bid]) all.Add((order, '0'));
        foreach (PublishedOrder order in orders[BookSide.Ask]) all.Add((order, '1'));
        int chunkCount = Math.Max(1, (all.Count + ChunkOrdersMax - 1) / ChunkOrdersMax);
        for (int chunk = 0; chunk < chunkCount; chunk++)
        {
            Span<byte> root = _message.AsSpan(CmeMdp3.MessageHeaderBytes, RootBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(root, lastSeqNum);
            BinaryPrimitives.WriteInt32LittleEndian(root[4..], reportCount);
            BinaryPrimitives.WriteInt32LittleEndian(root[8..], instrument.SecurityId);
            BinaryPrimitives.WriteInt32LittleEndian(root[12..], chunkCount);
            BinaryPrimitives.WriteInt32LittleEndian(root[16..], chunk + 1);
            BinaryPrimitives.WriteInt64LittleEndian(root[20..], nowNs);
            int from = chunk * ChunkOrdersMax;
            packets.Add(Frame(all.GetRange(from, Math.Min(ChunkOrdersMax, all.Count - from))));
        }
    }

    private ReadOnlySpan<byte> Frame(List<(PublishedOrder Order, char Type)> orders)
    {
        int at = CmeMdp3.MessageHeaderBytes + RootBytes;
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(at), EntryBytes);
        _message[at + 2] = (byte)orders.Count;
        at += DimensionBytes;
        foreach ((PublishedOrder order, char type) in orders)
        {
            Span<byte> entry = _message.AsSpan(at, EntryBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(entry, order.OrderId);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], order.Priority);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], order.PriceNano / _nanoPerMantissa);
            BinaryPrimitives.WriteInt32LittleEndian(entry[24..], order.DisplayedQuantity);
            entry[28] = (byte)type;
            at += EntryBytes;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_message, (ushort)at);
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(2), RootBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(4), (ushort)(options.IsOldSchema ? 44 : 53));
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(6), CmeMdp3.SchemaId);
        BinaryPrimitives.WriteUInt16LittleEndian(_message.AsSpan(8), (ushort)options.SchemaVersion);
        return _message.AsSpan(0, at);
    }
}
