using System.Buffers.Binary;
using System.Text;

namespace FeedHandler.Simulation.Slow;

/// <summary>
/// Reads packets by the offsets of the venue's schemas (CME MDP 3.0, versions 5 to 13) and by the block lengths on the wire: every message in a copy of its
/// own bytes, so that whatever does not fit in it throws. Prices of templates before 46 are in 1e-7.
/// </summary>
internal sealed class SlowReader(byte[] message)
{
    private const int Header = 10;
    private const int Group = 3; // block length and count
    private const int WideGroup = 8;
    private static readonly Dictionary<char, SlowStatistic> Statistics = new()
    {
        ['4'] = SlowStatistic.Open,
        ['6'] = SlowStatistic.Settlement,
        ['7'] = SlowStatistic.SessionHigh,
        ['8'] = SlowStatistic.SessionLow,
        ['9'] = SlowStatistic.Vwap,
        ['B'] = SlowStatistic.ClearedVolume,
        ['C'] = SlowStatistic.OpenInterest,
        ['N'] = SlowStatistic.HighestBid,
        ['O'] = SlowStatistic.LowestOffer,
        ['W'] = SlowStatistic.Fixing,
    };

    private readonly List<Said> _said = [];

    private int Template => U16(4);

    private int Root => U16(2);

    private bool IsLong => Template is >= 64 and <= 69;

    /// <summary>What a packet says, message by message; null when it is not whole.</summary>
    public static List<Said>? Read(ReadOnlySpan<byte> packet)
    {
        List<Said> said = [];
        try
        {
            int at = 12;
            while (at < packet.Length)
            {
                int size = BinaryPrimitives.ReadUInt16LittleEndian(packet[at..]);
                if (size < Header) return null;
                said.AddRange(new SlowReader(packet.Slice(at, size).ToArray()).Read());
                at += size;
            }

            return packet.Length < 12 ? null : said;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private List<Said> Read()
    {
        if (Header + Root > message.Length) throw new ArgumentOutOfRangeException(nameof(message));
        switch (Template)
        {
            case 4: _said.Add(new ResetSaid()); break;
            case 30: ReadStatus(); break;
            case 32 or 46 or 64: ReadBook(); break;
            case 33 or 49: Entries(at => Statistic(at, U8(at + 23), (char)U8(at + 24), 255, at + 12, at + 16, Quantity(at + 8))); break;
            case 34 or 50: Entries(at => _said.Add(new LimitsSaid(I32(at + 24), U32(at + 28), Price(at), Price(at + 8), Price(at + 16)))); break;
            case 35 or 51: Entries(at => Statistic(at, U8(at + 17), (char)U8(at + 18), U8(at + 16), at + 8, at + 12, null)); break;
            case 67: Entries(at => Statistic(at, U8(at + 25), (char)U8(at + 26), U8(at + 24), at + 16, at + 20, null)); break;
            case 36: Entries(at => Trade(at, at + 12, U8(at + 29), U8(at + 28))); break;
            case 42 or 48: ReadTrades(at => Trade(at, at + 12, U8(at + 25), U8(at + 24))); break;
            case 65: ReadTrades(at => Trade(at, at + 16, U8(at + 33), U8(at + 32))); break;
            case 37: Entries(at => _said.Add(new VolumeSaid(I32(at + 4), U32(at + 8), U8(at + 12), I32(at)))); break;
            case 66: Entries(at => _said.Add(new VolumeSaid(I32(at + 8), U32(at + 12), U8(at + 16), I64(at)))); break;
            case 43 or 47: Entries(at => _said.Add(new OrderSaid(I32(at + 28), U64(at), (char)U8(at + 33), U8(at + 32), Order(at, (char)U8(at + 33))))); break;
            case 38 or 52 or 69: ReadSnapshot(); break;
            case 44 or 53: ReadOrderSnapshot(); break;
            case 27 or 29 or 41 or 54 or 55 or 56 or 57 or 58 or 63: ReadDefinition(); break;
            default: break; // nothing of books
        }

        return _said;
    }

    private void ReadStatus()
    {
        int id = I32(Header + 20);
        byte status = U8(Header + 27);
        _said.Add(new StatusSaid(
            id == int.MaxValue ? null : id, Text(Header + 14, 6), Text(Header + 8, 6), status == 255 ? null : status, U8(Header + 29)));
    }

    // Quantities of 64 bits move what stands behind them.
    private void ReadBook()
    {
        int shift = IsLong ? 4 : 0;
        List<LevelSaid> levels = [];
        int end = Entries(at =>
        {
            char type = (char)U8(at + 26 + shift);
            SlowLevel? level = Price(at) is { } price ? new SlowLevel(price, Quantity(at + 8), type is 'E' or 'F' ? null : Count(at + 20 + shift)) : null;
            levels.Add(new LevelSaid(I32(at + 12 + shift), U32(at + 16 + shift), type, U8(at + 25 + shift), U8(at + 24 + shift), level));
        });
        _said.AddRange(levels);
        if (end == message.Length) return; // a version without orders
        Wide(end, at =>
        {
            LevelSaid of = levels[U8(at + 20) - 1];
            long quantity = I32(at + 16);
            SlowOrder order = new(of.Type, of.Level?.Price, quantity == int.MaxValue ? null : quantity, Priority(at + 8));
            _said.Add(new OrderSaid(of.SecurityId, U64(at), of.Type, U8(at + 21), order));
        });
    }

    private void ReadTrades(Action<int> read)
    {
        int end = Entries(at => read(at));
        if (end < message.Length) Wide(end, static _ => { });
    }

    private void ReadSnapshot()
    {
        byte status = U8(Header + 34);
        List<(int At, char Type)> entries = [];
        int bytes = IsLong ? 4 : 0;
        Entries(at => entries.Add((at, (char)U8(at + 21 + (IsLong ? 1 : 0)))));
        int volumeAt = entries.FindLast(static entry => entry.Type == 'e').At;
        BookSnapshotSaid snapshot = new(
            U32(Header), I32(Header + 8), I64(Header + 16), U32(Header + 12), status == 255 ? null : status, volumeAt == 0 ? null : Quantity(volumeAt + 8));
        snapshot.Statistics[SlowStatistic.UpperLimit] = Price(Header + 35);
        snapshot.Statistics[SlowStatistic.LowerLimit] = Price(Header + 43);
        snapshot.Statistics[SlowStatistic.MaxPriceVariation] = Price(Header + 51);
        foreach ((int at, char type) in entries)
        {
            if (type is '0' or '1' or 'E' or 'F')
            {
                SlowLevel level = new(Price(at)!.Value, Quantity(at + 8), type is 'E' or 'F' ? null : Count(at + 12 + bytes));
                snapshot.Levels.Add(new LevelSaid(snapshot.SecurityId, 0, type, 0, U8(at + 16 + bytes), level));
            }
            else if (KindOf(type, U8(at + 19 + (IsLong ? 2 : 0))) is { } kind) snapshot.Statistics[kind] = ValueOf(kind, at, Quantity(at + 8));
        }

        _said.Add(snapshot);
    }

    private void ReadOrderSnapshot()
    {
        OrderSnapshotSaid snapshot = new(U32(Header), I32(Header + 8), I64(Header + 20), I32(Header + 12), I32(Header + 16));
        Entries(at => snapshot.Orders.Add(new OrderSaid(snapshot.SecurityId, U64(at), (char)U8(at + 28), 0, Order(at, (char)U8(at + 28)))));
        _said.Add(snapshot);
    }

    private void ReadDefinition()
    {
        (int? direct, int? implied) = (null, null);
        int end = Entries(static _ => { });
        Entries(at =>
        {
            if (Text(at, 3) == "GBX") direct = (sbyte)U8(at + 3);
            if (Text(at, 3) == "GBI") implied = (sbyte)U8(at + 3);
        }, end);
        byte status = U8(Header + 14);
        _said.Add(new DefinitionSaid(
            I32(Header + 55), Text(Header + 35, 20), Text(Header + 29, 6), Text(Header + 23, 6), (char)U8(Header + 5), status == 255 ? null : status,
            I64(Header + 6), direct, implied));
    }

    private void Trade(int at, int idAt, byte action, byte aggressor) => _said.Add(
        new TradeSaid(I32(idAt), U32(idAt + 4), action, I64(at) * Scale, IsLong ? I64(at + 8) : I32(at + 8), aggressor == 255 ? null : aggressor));

    private void Statistic(int at, byte action, char type, byte flag, int idAt, int rptSeqAt, long? size)
    {
        SlowStatistic? kind = KindOf(type, flag);
        _said.Add(new StatisticSaid(I32(idAt), U32(rptSeqAt), action, kind, kind is { } known ? ValueOf(known, at, size) : null));
    }

    private long? ValueOf(SlowStatistic kind, int at, long? size) => kind is SlowStatistic.ClearedVolume or SlowStatistic.OpenInterest ? size : Price(at);

    private static SlowStatistic? KindOf(char type, byte flag) =>
        !Statistics.TryGetValue(type, out SlowStatistic kind) ? null : kind == SlowStatistic.Open && flag == 5 ? SlowStatistic.IndicativeOpen : kind;

    private SlowOrder Order(int at, char type) => new(type, Price(at + 16), I32(at + 24) is var size and not int.MaxValue ? size : null, Priority(at + 8));

    private int Entries(Action<int> read, int? behind = null)
    {
        int dimension = behind ?? Header + Root;
        return Entries(dimension + Group, U16(dimension), U8(dimension + 2), read);
    }

    private void Wide(int dimension, Action<int> read) => Entries(dimension + WideGroup, U16(dimension), U8(dimension + 7), read);

    private int Entries(int at, int bytes, int count, Action<int> read)
    {
        if (at + (bytes * count) > message.Length) throw new ArgumentOutOfRangeException(nameof(count));
        for (int entry = 0; entry < count; entry++, at += bytes) read(at);
        return at;
    }

    private long Scale => Template < 46 ? 100 : 1;

    private long? Price(int at) => I64(at) is var mantissa and not long.MaxValue ? mantissa * Scale : null;

    private long? Quantity(int at) => IsLong ? (U64(at) == ulong.MaxValue ? null : I64(at)) : I32(at) is var size and not int.MaxValue ? size : null;

    private int? Count(int at) => I32(at) is var count and not int.MaxValue ? count : null;

    private ulong? Priority(int at) => U64(at) is var priority and not ulong.MaxValue ? priority : null;

    private string Text(int at, int bytes) => Encoding.ASCII.GetString(message, at, bytes).TrimEnd('\0', ' ');

    private byte U8(int at) => message[at];

    private int U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at));

    private long I64(int at) => BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(at));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at));
}
