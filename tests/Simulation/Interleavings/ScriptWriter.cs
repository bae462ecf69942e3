using System.Buffers.Binary;

namespace FeedHandler.Simulation.Interleavings;

/// <summary>
/// Writes the packets of a script by the offsets of schema version 13 (CME MDP 3.0): a channel of two instruments with two direct levels and one implied.
/// Numbers of packets and of the instruments' entries count themselves.
/// </summary>
internal sealed partial class ScriptWriter
{
    public const int DirectDepth = 2;
    public const byte EndOfEvent = 0x80;
    private const long StartNs = 1_767_600_000_000_000_000;
    private const long PacketNs = 1000;
    private const int NullSize = int.MaxValue;
    private readonly Dictionary<int, uint> _rptSeqs = [];
    private readonly List<byte[]> _messages = [];
    private uint _seqNum = 1; // that of the definitions

    public static int[] Instruments { get; } = [11, 12];

    /// <summary>What the instruments are: the first packet.</summary>
    public static byte[] Definitions()
    {
        ScriptWriter writer = new();
        foreach (int id in Instruments) writer._messages.Add(Definition(id));
        return writer.Packet(1, StartNs);
    }

    /// <summary>The messages so far are a packet.</summary>
    public byte[] Packet() => Packet(++_seqNum, StartNs + (_seqNum * PacketNs));

    /// <summary>A book message (46), with what it says of orders.</summary>
    public ScriptWriter Book(LevelEntry[] levels, OrderEntry[]? orders = null, byte indicator = EndOfEvent)
    {
        byte[] body = Body(11 + 3 + (32 * levels.Length) + 8 + (24 * (orders?.Length ?? 0)), indicator);
        Dimension(body, 11, 32, levels.Length);
        int at = 14;
        foreach (LevelEntry level in levels)
        {
            Put(body, at, level.Price * 1_000_000_000L, level.Quantity, level.Id, Next(level.Id), level.Type is 'E' or 'F' ? NullSize : level.Orders);
            (body[at + 24], body[at + 25], body[at + 26]) = ((byte)level.Number, level.Action, (byte)level.Type);
            at += 32;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(at), 24);
        body[at + 7] = (byte)(orders?.Length ?? 0);
        at += 8;
        foreach (OrderEntry order in orders ?? [])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at), order.OrderId);
            BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at + 8), order.Priority);
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 16), order.Quantity);
            (body[at + 20], body[at + 21]) = ((byte)order.Reference, order.Action);
            at += 24;
        }

        return Add(body, 46, 11);
    }

    /// <summary>Orders alone (47).</summary>
    public ScriptWriter Orders(params OrderEntry[] orders)
    {
        byte[] body = Body(14 + (40 * orders.Length), EndOfEvent);
        Dimension(body, 11, 40, orders.Length);
        for (int at = 14, place = 0; place < orders.Length; place++, at += 40)
        {
            OrderEntry order = orders[place];
            BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at), order.OrderId);
            BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at + 8), order.Priority);
            BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(at + 16), order.Price * 1_000_000_000L);
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 24), order.Quantity);
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 28), order.Id);
            (body[at + 32], body[at + 33]) = (order.Action, (byte)order.Type);
        }

        return Add(body, 47, 11);
    }

    /// <summary>A trade (48) and the volume (37) that it makes.</summary>
    public ScriptWriter Trade(int id, int price, int quantity)
    {
        byte[] body = Body(14 + 32 + 8, 0x01);
        Dimension(body, 11, 32, 1);
        Put(body, 14, price * 1_000_000_000L, quantity, id, Next(id), 0);
        body[14 + 24] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(46), 16);
        Add(body, 48, 11);
        body = Body(14 + 16, 0x02);
        Dimension(body, 11, 16, 1);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(14), quantity);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(18), id);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(22), Next(id));
        return Add(body, 37, 11);
    }

    /// <summary>A status (30) of one instrument.</summary>
    public ScriptWriter Status(int id, byte status, byte tradingEvent)
    {
        byte[] body = new byte[30];
        BinaryPrimitives.WriteInt64LittleEndian(body, StartNs);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(20), id);
        (body[26], body[27], body[28], body[29]) = (EndOfEvent, status, 0, tradingEvent);
        return Add(body, 30, 30);
    }

    /// <summary>A reset of the channel (4), behind which every instrument's entries are numbered from 1.</summary>
    public ScriptWriter Reset()
    {
        _rptSeqs.Clear();
        byte[] body = Body(9 + 3 + 2, EndOfEvent);
        Dimension(body, 9, 2, 1);
        return Add(body, 4, 9);
    }

    private static byte[] Definition(int id)
    {
        byte[] body = new byte[224 + 3 + 3 + 8 + 3 + 3];
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(1), -1);
        (body[0], body[5], body[14]) = (EndOfEvent, (byte)'A', 17);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(6), StartNs - 3_600_000_000_000);
        "GROUP\0"u8.CopyTo(body.AsSpan(23));
        "ASSET\0"u8.CopyTo(body.AsSpan(29));
        (body[35], body[36], body[37]) = ((byte)'S', (byte)'0', (byte)id);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(55), id);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(99), 1_000_000_000);
        Dimension(body, 224, 9, 0);
        Dimension(body, 227, 4, 2);
        "GBX"u8.CopyTo(body.AsSpan(230));
        "GBI"u8.CopyTo(body.AsSpan(234));
        (body[233], body[237]) = (DirectDepth, 1);
        Dimension(body, 238, 4, 0);
        Dimension(body, 241, 5, 0);
        return Frame(body, 54, 224);
    }

    private static byte[] Body(int bytes, byte indicator)
    {
        byte[] body = new byte[bytes];
        BinaryPrimitives.WriteInt64LittleEndian(body, StartNs);
        body[8] = indicator;
        return body;
    }

    private static void Dimension(byte[] body, int at, int bytes, int count)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(at), (ushort)bytes);
        body[at + 2] = (byte)count;
    }

    private static void Put(byte[] body, int at, long price, int size, int id, uint rptSeq, int orders)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(at), price);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 8), size);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 12), id);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(at + 16), rptSeq);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(at + 20), orders);
    }

    private static byte[] Frame(byte[] body, int template, int root)
    {
        byte[] frame = new byte[10 + body.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)frame.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), (ushort)root);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), (ushort)template);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(8), 13);
        body.CopyTo(frame, 10);
        return frame;
    }

    private ScriptWriter Add(byte[] body, int template, int root)
    {
        _messages.Add(Frame(body, template, root));
        return this;
    }

    private uint Next(int id) => _rptSeqs[id] = _rptSeqs.GetValueOrDefault(id) + 1;

    private byte[] Packet(uint seqNum, long timeNs)
    {
        byte[] packet = [.. new byte[12], .. _messages.SelectMany(static message => message)];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, seqNum);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(4), timeNs);
        _messages.Clear();
        return packet;
    }
}

/// <summary>An entry of a level.</summary>
internal sealed record LevelEntry(int Id, char Type, byte Action, int Number, int Price, int Quantity, int Orders = 1);

/// <summary>An entry of an order: beside levels by its reference, alone by instrument, side and price.</summary>
internal sealed record OrderEntry(ulong OrderId, byte Action, int Quantity, ulong Priority, int Reference = 0, int Id = 0, char Type = '0', int Price = 0);
