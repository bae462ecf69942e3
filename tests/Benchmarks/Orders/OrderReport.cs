using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Native.Memory;

namespace FeedHandler.Benchmarks.Orders;

/// <summary>
/// `orders [ROUNDS] [COMMIT]`: what an instruction costs, in rounds short enough that some fall between what else the machine does. The least and the median
/// of them are told, and what was allocated.
/// </summary>
internal static class OrderReport
{
    private const int RoundCountDefault = 4000;
    private const int PortionCount = 1000;
    private const int DeepCount = 1_000_000;
    private const int PacketCount = 8;

    public static int Run(string[] options)
    {
        int roundCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : RoundCountDefault;
        WriteHead(options.Length > 1 ? options[1] : "");
        Console.WriteLine($"{"ns an instruction",-44}{"least",9}{"median",9}{"bytes",9}");
        foreach (bool isSkewed in (bool[])[false, true])
        {
            using OrderRun run = new(OrderRun.BookCount, OrderRun.RestingCount, isSkewed, roundCount * PortionCount);
            string books = isSkewed ? "busy and quiet books" : "books alike";
            Measure($"{books}, one by one", run, roundCount, static (books, portion, witness) => OneByOne(books, portion, witness));
            run.Rewind();
            Measure($"{books}, packets of {PacketCount}", run, roundCount, static (books, portion, witness) => InPackets(books, portion, witness));
        }

        Deep(DeepCount / PortionCount);
        return 0;
    }

    private static OrderWitness OneByOne(OrderBooks books, ReadOnlySpan<OrderInstruction> portion, OrderWitness witness)
    {
        OrderGiving.Give(books, portion, ref witness);
        return witness;
    }

    private static OrderWitness InPackets(OrderBooks books, ReadOnlySpan<OrderInstruction> portion, OrderWitness witness)
    {
        OrderGiving.GiveAhead(books, portion, PacketCount, ref witness);
        return witness;
    }

    private static void Measure(string what, OrderRun run, int roundCount, Func<OrderBooks, ReadOnlySpan<OrderInstruction>, OrderWitness, OrderWitness> give)
    {
        double[] rounds = new double[roundCount];
        OrderWitness witness = default;
        long bytes = 0;
        for (int round = 0; round < roundCount; round++)
        {
            ReadOnlySpan<OrderInstruction> portion = run.Take(PortionCount);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            witness = give(run.Books, portion, witness);
            rounds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / PortionCount;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Write(what, rounds, bytes);
    }

    // All orders of one level, in an order that no prefetcher knows, until none is left; several times over.
    private static void Deep(int roundCount)
    {
        OrderInstruction[] orders = new OrderInstruction[DeepCount];
        for (int i = 0; i < DeepCount; i++)
            orders[i] = new OrderInstruction(0, OrderAction.Add, new RestingOrder((ulong)i * 3, BookSide.Bid, 1, 1, (ulong)i));
        OrderInstruction[] cancels = [.. orders.Select(static order => order with { Action = OrderAction.Delete })];
        new Random(1).Shuffle(cancels);
        using OrderBooks books = new(new OrderLimits(1, DeepCount, 16)
        {
            Seed = 340,
            Advise = static (address, bytes) => MemoryAdvice.RequestHugePages(address, bytes),
        });
        List<double> rounds = new(5 * roundCount);
        long bytes = 0;
        OrderWitness witness = default;
        for (int turn = 0; turn < 5; turn++)
        {
            books.Clear();
            OrderGiving.Give(books, orders, ref witness);
            for (int round = 0; round < roundCount; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                OrderGiving.Give(books, cancels.AsSpan(round * PortionCount, PortionCount), ref witness);
                rounds.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / PortionCount);
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Write("cancels of a level a million orders deep", [.. rounds], bytes);
    }

    private static void Write(string what, double[] rounds, long bytes)
    {
        Array.Sort(rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44}{rounds[0],9:F1}{rounds[rounds.Length / 2],9:F1}{bytes,9}"));
    }

    private static void WriteHead(string commit)
    {
        string model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) ?? ":";
        Console.WriteLine($"cpu: {model.Split(':')[1].Trim()}, {Environment.ProcessorCount} cores");
        Console.WriteLine($"kernel: {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}");
        Console.WriteLine($"runtime: {RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}");
        Console.WriteLine($"commit: {commit}");
        Console.WriteLine($"load: {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])}");
    }
}
