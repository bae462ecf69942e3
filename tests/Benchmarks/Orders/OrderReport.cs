using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

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
    private const int TurnCount = 5;
    private const int PacketCount = 8;

    public static int Run(string[] options)
    {
        int roundCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : RoundCountDefault;
        WriteHead(options.Length > 1 ? options[1] : "");
        Console.WriteLine($"{"ns an instruction",-48}{"least",9}{"median",9}{"bytes",9}");
        foreach (bool isSkewed in (bool[])[false, true])
        {
            using OrderRun run = OrderRun.Of(new OrderFlow(OrderRun.BookCount, isSkewed), roundCount * PortionCount);
            string books = isSkewed ? "busy and quiet books" : "books alike";
            Measure($"{books}, one by one", run, roundCount, static (books, portion, witness) => OneByOne(books, portion, witness));
            run.Rewind();
            Measure($"{books}, packets of {PacketCount}", run, roundCount, static (books, portion, witness) => InPackets(books, portion, witness));
        }

        Deep();
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

    private static void Measure(
        string what, OrderRun run, int roundCount, Func<OrderBooks, ReadOnlySpan<OrderInstruction>, OrderWitness, OrderWitness> give)
    {
        double[] rounds = new double[roundCount];
        Write(what, rounds, Measure(run, rounds, give));
    }

    private static long Measure(OrderRun run, Span<double> rounds, Func<OrderBooks, ReadOnlySpan<OrderInstruction>, OrderWitness, OrderWitness> give)
    {
        OrderWitness witness = default;
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref double round in rounds)
        {
            ReadOnlySpan<OrderInstruction> portion = run.Take(PortionCount);
            long start = Stopwatch.GetTimestamp();
            witness = give(run.Books, portion, witness);
            round = Stopwatch.GetElapsedTime(start).TotalNanoseconds / PortionCount;
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // All orders of one level, in an order that no prefetcher knows, until none is left; several times over.
    private static void Deep()
    {
        OrderInstruction[] orders = new OrderInstruction[DeepCount];
        for (int i = 0; i < DeepCount; i++)
            orders[i] = new OrderInstruction(0, OrderAction.Add, new RestingOrder((ulong)i * 3, BookSide.Bid, 1, 1, (ulong)i));
        OrderInstruction[] cancels = [.. orders.Select(static order => order with { Action = OrderAction.Delete })];
        new Random(1).Shuffle(cancels);
        using OrderRun run = new(1, DeepCount, orders, cancels);
        const string what = "cancels of a level a million deep";
        MeasureTurns($"{what}, one by one", run, static (books, portion, witness) => OneByOne(books, portion, witness));
        MeasureTurns($"{what}, packets of {PacketCount}", run, static (books, portion, witness) => InPackets(books, portion, witness));
    }

    private static void MeasureTurns(string what, OrderRun run, Func<OrderBooks, ReadOnlySpan<OrderInstruction>, OrderWitness, OrderWitness> give)
    {
        const int roundCount = DeepCount / PortionCount;
        double[] rounds = new double[TurnCount * roundCount];
        long bytes = 0;
        for (int turn = 0; turn < TurnCount; turn++)
        {
            run.Rewind();
            bytes += Measure(run, rounds.AsSpan(turn * roundCount, roundCount), give);
        }

        Write(what, rounds, bytes);
    }

    private static void Write(string what, double[] rounds, long bytes)
    {
        Array.Sort(rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-48}{rounds[0],9:F1}{rounds[rounds.Length / 2],9:F1}{bytes,9}"));
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
