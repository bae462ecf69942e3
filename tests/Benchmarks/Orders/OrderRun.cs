using FeedHandler.Core.Orders;
using FeedHandler.Native.Memory;

namespace FeedHandler.Benchmarks.Orders;

/// <summary>A store with its resting orders, and the instructions that come then, which are given in portions.</summary>
internal sealed class OrderRun : IDisposable
{
    public const int BookCount = 8000;
    public const int RestingCount = 1_650_000;
    private readonly OrderInstruction[] _rest;
    private readonly OrderInstruction[] _next;
    private int _at;

    public OrderRun(int books, int room, OrderInstruction[] rest, OrderInstruction[] next)
    {
        _rest = rest;
        _next = next;
        Books = new OrderBooks(new OrderLimits(books, room, books * 40)
        {
            Seed = 340,
            Advise = static (address, bytes) => MemoryAdvice.RequestHugePages(address, bytes),
        });
        Rewind();
    }

    /// <summary>A run of a flow.</summary>
    public static OrderRun Of(OrderFlow flow, int count) =>
        new(BookCount, RestingCount + (RestingCount / 8), flow.Rest(RestingCount), flow.Next(count));

    public OrderBooks Books { get; }

    /// <summary>Brings the store back to the resting orders.</summary>
    public void Rewind()
    {
        OrderWitness witness = default;
        Books.Clear();
        OrderGiving.Give(Books, _rest, ref witness);
        _at = 0;
    }

    /// <summary>Begins again when fewer instructions are left.</summary>
    public void Ensure(int count)
    {
        if (_next.Length - _at < count) Rewind();
    }

    /// <summary>The next instructions.</summary>
    public ReadOnlySpan<OrderInstruction> Take(int count)
    {
        _at += count;
        return _next.AsSpan(_at - count, count);
    }

    public void Dispose() => Books.Dispose();
}
