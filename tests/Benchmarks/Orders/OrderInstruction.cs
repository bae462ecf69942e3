using FeedHandler.Core.Orders;

namespace FeedHandler.Benchmarks.Orders;

/// <summary>What an instruction does.</summary>
internal enum OrderAction : byte
{
    Add,
    Update,
    Delete,
}

/// <summary>One instruction, as a decoder would have it.</summary>
internal readonly record struct OrderInstruction(int Instrument, OrderAction Action, RestingOrder Order)
{
    /// <summary>What of it helps to ask for memory.</summary>
    public OrderHint Hint => new(Instrument, Action == OrderAction.Add, Order.Side, Order.PriceNano, Order.Id);
}

/// <summary>Reads what it is told: the order and its level after the change.</summary>
internal struct OrderWitness : IOrderHandler
{
    public long Told;
    public long Sum;

    public void OnOrder(in OrderChange change)
    {
        Told++;
        RestingOrder order = change.Order;
        OrderLevel level = change.Level;
        Sum += order.PriceNano + order.Quantity + level.Quantity + level.Orders + change.Instrument + (long)order.Id;
    }
}

/// <summary>Gives instructions to a store.</summary>
internal static class OrderGiving
{
    /// <summary>One by one.</summary>
    public static void Give(OrderBooks books, ReadOnlySpan<OrderInstruction> instructions, ref OrderWitness witness)
    {
        foreach (ref readonly OrderInstruction instruction in instructions) Give(books, instruction, ref witness);
    }

    /// <summary>In portions as of a packet, with what each will touch asked for before.</summary>
    public static void GiveAhead(OrderBooks books, ReadOnlySpan<OrderInstruction> instructions, int portion, ref OrderWitness witness)
    {
        Span<OrderHint> hints = stackalloc OrderHint[portion];
        while (!instructions.IsEmpty)
        {
            ReadOnlySpan<OrderInstruction> packet = instructions[..Math.Min(portion, instructions.Length)];
            instructions = instructions[packet.Length..];
            for (int i = 0; i < packet.Length; i++) hints[i] = packet[i].Hint;
            books.Prefetch(hints[..packet.Length]);
            Give(books, packet, ref witness);
        }
    }

    private static void Give(OrderBooks books, in OrderInstruction instruction, ref OrderWitness witness)
    {
        OrderOutcome outcome = instruction.Action switch
        {
            OrderAction.Add => books.Add(instruction.Instrument, instruction.Order, ref witness),
            OrderAction.Update => books.Update(instruction.Instrument, instruction.Order, ref witness),
            _ => books.Delete(instruction.Instrument, instruction.Order.Id, ref witness),
        };
        if (outcome > OrderOutcome.Removed) throw new InvalidOperationException($"{instruction}: {outcome}");
    }
}
