using System.Globalization;
using System.Runtime.InteropServices;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>
/// `ring [ROUNDS] [COMMIT]`: how fast events pass from core 0 to core 1, in one process and between two, and queues beside the same design in
/// C. The measurements take turns, a fraction of a second each, so that what else the machine does falls on all of them alike.
/// </summary>
internal static class RingReport
{
    private const int RoundCountDefault = 9;

    public static int Run(string[] options)
    {
        int roundCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : RoundCountDefault;
        if (Environment.ProcessorCount < 2)
        {
            Console.Error.WriteLine("the ring is measured between two cores: this process may use one");
            return 1;
        }

        using CompiledQueue queueInC = CompiledQueue.Compile();
        RingMeasurement[] measurements =
        [
            new("round trip, ring, p50", "ns", RoundTrips.InProcess),
            new("round trip, shared memory, p50", "ns", RoundTrips.BetweenProcesses),
            new("one way, ring, batches of 64", "M/s", static () => OneWays.Ring(64)),
            new("one way, ring, one by one", "M/s", static () => OneWays.Ring(1)),
            new("one way, producer, batches of 64", "M/s", OneWays.Producer),
            new("one way, broadcast", "M/s", OneWays.Broadcast),
            new("one way, shared memory", "M/s", OneWays.BetweenProcesses),
            new("queue (SPSC)", "M/s", OneWays.Queue),
            new("queue (SPSC) in C", "M/s", queueInC.Measure),
        ];
        WriteHead(roundCount, options.Length > 1 ? options[1] : "");
        for (int round = 0; round <= roundCount; round++)
        {
            // The first round warms up.
            foreach (RingMeasurement measurement in measurements) measurement.Take(isKept: round > 0);
        }

        Console.WriteLine($"load after: {Load()}");
        Console.WriteLine($"{"",-34}{"median",10}{"best",10}{"worst",10}");
        foreach (RingMeasurement measurement in measurements) Console.WriteLine(measurement);
        return 0;
    }

    private static void WriteHead(int roundCount, string commit)
    {
        string cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "";
        Console.WriteLine($"cpu: {cpu}, {Environment.ProcessorCount} cores");
        Console.WriteLine($"kernel: {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}");
        Console.WriteLine($"runtime: {RuntimeInformation.FrameworkDescription} {RuntimeInformation.RuntimeIdentifier}");
        Console.WriteLine($"commit: {commit}");
        Console.WriteLine($"rounds: {roundCount}, events of 8 bytes, core 0 to core 1, spinning");
        Console.WriteLine($"load before: {Load()}");
    }

    private static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
}
