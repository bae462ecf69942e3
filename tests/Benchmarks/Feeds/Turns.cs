using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Latency.Clocks;
using FeedHandler.Native.Clocks;
using FeedHandler.Replay;

namespace FeedHandler.Benchmarks.Feeds;

/// <summary>Passes that are compared: run in turns, each round from another of them on, so that what the machine does besides falls on all alike.</summary>
/// <param name="passes">Each with its name; a pass tells what it took a packet, in nanoseconds.</param>
internal sealed class Turns(params (string Name, Func<double> RunNs)[] passes)
{
    private const int WarmUpCount = 100;
    private double[][] _ns = [];

    /// <summary>What was allocated in all rounds.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Day, machine and revision, as every measurement tells them first.</summary>
    /// <param name="commit">The revision, as given.</param>
    public static void WriteHead(string commit)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        Console.WriteLine($"{Environment.ProcessorCount} cores, commit {commit}");
    }

    /// <summary>The clock that stamps are taken of, calibrated.</summary>
    public static unsafe TscClock Calibrate() => new(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));

    /// <summary>What the packets are.</summary>
    public static string Words(PacketStore packets)
    {
        long sum = 0;
        for (int i = 0; i < packets.Count; i++) sum += packets[i].Bytes.Length;
        return string.Create(CultureInfo.InvariantCulture, $"{packets.Count} packets, {(double)sum / packets.Count:F0} bytes each");
    }

    /// <summary>Runs all passes, first until they are compiled.</summary>
    /// <param name="roundCount">How often each.</param>
    public void Run(int roundCount)
    {
        foreach ((_, Func<double> pass) in passes)
        {
            for (int i = 0; i < WarmUpCount; i++) pass();
        }

        _ns = [.. passes.Select(_ => new double[roundCount])];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < roundCount; i++)
        {
            for (int turn = 0; turn < passes.Length; turn++) _ns[(i + turn) % passes.Length][i] = passes[(i + turn) % passes.Length].RunNs();
        }

        AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Tells the least and the median of each pass, and of what some take more than others.</summary>
    /// <param name="differences">Pairs of passes: what the first takes more than the second. The median is one of differences within a round.</param>
    public void Write(params (int More, int Less)[] differences)
    {
        Console.WriteLine($"{"ns a packet",-56}{"least",9}{"median",9}");
        for (int i = 0; i < passes.Length; i++) Write(passes[i].Name, _ns[i].Min(), Median(_ns[i]));
        foreach ((int more, int less) in differences)
        {
            double median = Median([.. _ns[more].Zip(_ns[less], static (one, other) => one - other)]);
            Write($"{passes[more].Name} - {passes[less].Name}", _ns[more].Min() - _ns[less].Min(), median);
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Write(string what, double least, double median) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-56}{least,9:F1}{median,9:F1}"));
}
