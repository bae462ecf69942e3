namespace FeedHandler.Core.Orders;

/// <summary>How large a store of orders may become. All of its memory is taken when it is made: 55 bytes an order, 66 a level, 128 a side.</summary>
/// <param name="Instruments">How many instruments there can be, 1 to 2^24.</param>
/// <param name="Orders">How many orders can rest at once, 1 to 2^28.</param>
/// <param name="Levels">How many price levels there can be at once, 1 to 2^28; no more than orders are needed.</param>
public readonly record struct OrderLimits(int Instruments, int Orders, int Levels)
{
    internal const int InstrumentsMax = 1 << 24;
    /// <summary>The most orders of a store.</summary>
    public const int OrdersLimit = 1 << 28;

    /// <summary>Whether the memory is touched when it is made, so that the first order finds it; else as orders come.</summary>
    public bool IsTouched { get; init; } = true;

    /// <summary>What the hash of ids is mixed with. No one who sends orders may know it; null takes one at random. Nothing read depends on it.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Is told each block of memory, address and bytes, before it is touched: to ask for huge pages, or to lock it.</summary>
    public Action<nint, nuint>? Advise { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Instruments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Instruments, InstrumentsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(Orders, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Orders, OrdersLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(Levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Levels, OrdersLimit);
    }
}
