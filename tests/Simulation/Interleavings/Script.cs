using FeedHandler.Simulation.Slow;

namespace FeedHandler.Simulation.Interleavings;

/// <summary>Up to four packets of a channel, what loops say in their middle and at their end, and the state behind each.</summary>
internal sealed class Script
{
    private const byte New = 0;
    private const byte Change = 1;
    private const byte Delete = 2;
    private const int X = 11;
    private const int Y = 12;

    private readonly Action<ScriptWriter>[] _packets;

    private Script(string name, Action<ScriptWriter>[] packets)
    {
        (Name, _packets) = (name, packets);
        ScriptWriter writer = new();
        SlowState state = new(isFromStart: true);
        States.Add(state);
        States.Add(state = state.Next(SlowReader.Read(ScriptWriter.Definitions())));
        foreach (Action<ScriptWriter> write in packets)
        {
            write(writer);
            Packets.Add(writer.Packet());
            States.Add(state = state.Next(SlowReader.Read(Packets[^1])!));
        }

        LastSeqNum = (uint)packets.Length + 1;
        uint middle = (LastSeqNum / 2) + 1;
        Loops = [ScriptWriter.Snapshots(States[(int)middle], middle), ScriptWriter.OrderSnapshots(States[(int)middle], middle)];
        LastLoops = [ScriptWriter.Snapshots(state, LastSeqNum), ScriptWriter.OrderSnapshots(state, LastSeqNum)];
    }

    /// <summary>The number of the last packet; the first is that of the definitions, which come before all else.</summary>
    public uint LastSeqNum { get; }

    public string Name { get; }

    public List<byte[]> Packets { get; } = [];

    /// <summary>What is right behind each number, from 0.</summary>
    public List<SlowState> States { get; } = [];

    /// <summary>Snapshots of levels and of orders as of the middle.</summary>
    public byte[][] Loops { get; }

    /// <summary>The same as of the end.</summary>
    public byte[][] LastLoops { get; }

    public static Script[] All { get; } =
    [
        new("levels", [
            static writer => writer.Book([L(X, '0', New, 1, 100, 5), L(X, '1', New, 1, 103, 5), L(Y, '0', New, 1, 50, 1)]),
            static writer => writer.Book([L(X, '0', New, 1, 101, 7), L(X, 'E', New, 1, 99, 2)]),
            static writer => writer.Book([L(X, '0', New, 1, 102, 9), L(X, '0', Delete, 2, 101, 7), L(Y, '0', Change, 1, 50, 3)]),
            static writer => writer.Book([L(X, '0', New, 2, 101, 4), L(X, '1', Delete, 1, 103, 5)]),
        ]),
        new("a trade", [
            static writer => writer.Book([L(X, '0', New, 1, 100, 5), L(X, '0', New, 2, 99, 5)]),
            static writer => writer.Trade(X, 100, 5).Book([L(X, '0', Delete, 1, 100, 5)]),
            static writer => writer.Book([L(Y, '1', New, 1, 60, 5)]),
            static writer => writer.Trade(X, 99, 2).Book([L(X, '0', Change, 1, 99, 3)]),
        ]),
        new("a status", [
            static writer => writer.Book([L(X, '0', New, 1, 100, 5), L(X, 'E', New, 1, 98, 5), L(Y, 'F', New, 1, 60, 5)]),
            static writer => writer.Status(X, 103, 6), // its implied levels go without a word
            static writer => writer.Status(X, 2, 0).Status(Y, 17, 4),
            static writer => writer.Book([L(X, 'E', New, 1, 97, 1), L(X, '0', Change, 1, 100, 6), L(Y, 'F', Change, 1, 60, 4)]),
        ]),
        new("a reset", [
            static writer => writer.Book([L(X, '0', New, 1, 100, 5), L(Y, '0', New, 1, 50, 1)], [O(1, New, 5, 1, 1), O(1, New, 1, 1, 2)]),
            static writer => writer.Reset(),
            static writer => writer.Book([L(X, '0', New, 1, 90, 2), L(X, '1', New, 1, 95, 2)], [O(2, New, 2, 2, 1), O(3, New, 2, 3, 2)]),
            static writer => writer.Book([L(X, '0', Delete, 1, 90, 2)], [O(2, Delete, 2, 2, 1)]),
        ]),
        new("orders", [
            static writer => writer.Orders(A(1, New, 5, 1, X, '0', 100), A(2, New, 5, 2, X, '1', 105), A(1, New, 3, 1, Y, '0', 50)),
            static writer => writer.Book([L(X, '0', New, 1, 100, 8, 2)], [O(1, Change, 4, 1, 1), O(3, New, 4, 3, 1)]),
            static writer => writer.Orders(A(1, Delete, 4, 1, X, '0', 100), A(1, Change, 9, 7, Y, '0', 51)),
            static writer => writer.Book([L(X, '0', Change, 1, 100, 2)], [O(3, Change, 2, 9, 1)])
                .Orders(A(2, Delete, 5, 2, X, '1', 105), A(4, New, 1, 8, Y, '1', 60)),
        ]),
        new("an event over two packets", [
            static writer => writer.Book([L(X, '0', New, 1, 100, 5), L(Y, '0', New, 1, 50, 1)]),
            static writer => writer.Trade(X, 100, 5).Book([L(X, '0', Delete, 1, 100, 5)], indicator: 0x04),
            static writer => writer.Book([L(Y, '0', Change, 1, 50, 9)], indicator: 0x04).Book([L(X, 'F', New, 1, 104, 1)]),
            static writer => writer.Book([L(X, '0', New, 1, 98, 1), L(X, 'F', Delete, 1, 104, 1)]),
        ]),
    ];

    /// <summary>Whether it is one of orders, so that their snapshots say more than those of levels.</summary>
    public bool HasOrders => States[^1].Find(Y)!.Orders!.Count > 0;

    /// <summary>Its first packets alone.</summary>
    public Script First(int count) => new(Name, _packets[..count]);

    public override string ToString() => Name;

    private static LevelEntry L(int id, char type, byte action, int number, int price, int quantity, int orders = 1) =>
        new(id, type, action, number, price, quantity, orders);

    private static OrderEntry O(ulong orderId, byte action, int quantity, ulong priority, int reference) => new(orderId, action, quantity, priority, reference);

    private static OrderEntry A(ulong orderId, byte action, int quantity, ulong priority, int id, char type, int price) =>
        new(orderId, action, quantity, priority, 0, id, type, price);
}
