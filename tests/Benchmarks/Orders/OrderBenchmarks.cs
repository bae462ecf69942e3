using BenchmarkDotNet.Attributes;
using FeedHandler.Core.Orders;

namespace FeedHandler.Benchmarks.Orders;

/// <summary>Orders of 8,000 books, 1.65 million at rest. One operation is one instruction; each iteration goes on where the one before ended.</summary>
public class OrderBenchmarks
{
    private const int PortionCount = 100_000;
    private readonly OrderRun _run = OrderRun.Of(new OrderFlow(OrderRun.BookCount, isSkewed: false), 64 * PortionCount);
    private OrderWitness _witness;

    [GlobalSetup]
    public void Setup() => _run.Rewind();

    [IterationSetup]
    public void Position() => _run.Ensure(PortionCount);

    /// <summary>One by one.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PortionCount)]
    public void OneByOne() => OrderGiving.Give(_run.Books, _run.Take(PortionCount), ref _witness);

    /// <summary>In packets of eight, with what they will touch asked for before.</summary>
    [Benchmark(OperationsPerInvoke = PortionCount)]
    public void InPackets() => OrderGiving.GiveAhead(_run.Books, _run.Take(PortionCount), 8, ref _witness);

    [GlobalCleanup]
    public void Cleanup() => _run.Dispose();
}
