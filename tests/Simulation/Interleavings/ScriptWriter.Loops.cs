using System.Buffers.Binary;
using FeedHandler.Simulation.Slow;

namespace FeedHandler.Simulation.Interleavings;

/// <content>Loops of snapshots (CME MDP 3.0, "Market Recovery"), as of a state.</content>
internal sealed partial class ScriptWriter
{
    /// <summary>A loop of snapshots (52) in one packet, as of a state.</summary>
    public static byte[] Snapshots(SlowState state, uint seqNum)
    {
        ScriptWriter writer = new();
        foreach (int id in Instruments) writer.Snapshot(state.Find(id)!, id, seqNum);
        return writer.Packet(1, StartNs + (seqNum * PacketNs) + 1);
    }

    /// <summary>The same of orders (53).</summary>
    public static byte[] OrderSnapshots(SlowState state, uint seqNum)
    {
        ScriptWriter writer = new();
        foreach (int id in Instruments) writer.OrderSnapshot(state.Find(id)!, id, seqNum);
        return writer.Packet(1, StartNs + (seqNum * PacketNs) + 1);
    }

    private void Snapshot(SlowInstrument state, int id, uint seqNum)
    {
        (char Type, int Number, SlowLevel Level)[] levels =
            [.. "01EF".SelectMany(type => state.Levels(type).Select((level, place) => (type, place + 1, level)))];
        bool hasVolume = state.Volume is not null;
        byte[] body = new byte[59 + 3 + (22 * (levels.Length + (hasVolume ? 1 : 0)))];
        Head(body, seqNum, id);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(12), state.RptSeq ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(16), StartNs + (seqNum * PacketNs));
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(24), StartNs + (seqNum * PacketNs));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(32), ushort.MaxValue);
        body[34] = state.Status ?? 255;
        for (int limit = 0; limit < 3; limit++) BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(35 + (8 * limit)), long.MaxValue);
        Dimension(body, 59, 22, levels.Length + (hasVolume ? 1 : 0));
        int at = 62;
        foreach ((char type, int number, SlowLevel level) in levels)
        {
            SnapshotEntry(body.AsSpan(at), level.Price, (int)level.Quantity!, level.Orders ?? NullSize, (byte)number, type);
            at += 22;
        }

        if (hasVolume) SnapshotEntry(body.AsSpan(at), long.MaxValue, (int)state.Volume!, NullSize, 127, 'e');
        Add(body, 52, 59);
    }

    private static void SnapshotEntry(Span<byte> entry, long price, int size, int orders, byte number, char type)
    {
        BinaryPrimitives.WriteInt64LittleEndian(entry, price);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], size);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], orders);
        entry[16] = number;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[17..], ushort.MaxValue);
        (entry[19], entry[21]) = (255, (byte)type);
    }

    private void OrderSnapshot(SlowInstrument state, int id, uint seqNum)
    {
        (ulong Id, SlowOrder Order)[] orders = [.. state.Orders!.Select(static order => (order.Key, order.Value))];
        byte[] body = new byte[28 + 3 + (29 * orders.Length)];
        Head(body, seqNum, id);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(12), 1);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(16), 1);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(20), StartNs + (seqNum * PacketNs));
        Dimension(body, 28, 29, orders.Length);
        int at = 31;
        foreach ((ulong orderId, SlowOrder order) in orders)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at), orderId);
            BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at + 8), order.Priority!.Value);
            BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(at + 16), order.Price!.Value);
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 24), (int)order.Quantity!);
            body[at + 28] = (byte)order.Type;
            at += 29;
        }

        Add(body, 53, 28);
    }

    private static void Head(byte[] body, uint seqNum, int id)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(body, seqNum);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), Instruments.Length);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), id);
    }
}
