using System.Globalization;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;
using FeedHandler.Replay;

namespace FeedHandler.Benchmarks.Feeds;

/// <summary>
/// `flight [ROUNDS] [COMMIT]`: what the flight recorder costs a packet on the feed thread, in captured order. Passes over the same packets are run with
/// stamps alone, with the code of the recorder but none, and with it, in turns; the least and the median are told, of the differences too, what was
/// allocated, and the sum of the least of every batch, in which nothing is left of what a busy machine does besides.
/// </summary>
internal static class FlightBenchmark
{
    private const int RoundCountDefault = 400;

    public static int Run(string[] options)
    {
        int roundCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : RoundCountDefault;
        Turns.WriteHead(options.Length > 1 ? options[1] : "not given");
        if (TscReader.IsSupported) Measure(Turns.Calibrate(), roundCount);
        else Measure(default(MonotonicClock), roundCount);
        return 0;
    }

    private static void Measure<TClock>(TClock clock, int roundCount)
        where TClock : struct, IClock
    {
        using PacketStore packets = Feed.Load(1);
        using FlightRing ring = new(new FlightOptions(FlightOptions.BudgetNsMax), clock.DurationNs(1_000_000_000) / 1e9);
        ring.Arm();
        StageStamps<TClock> stamps = new(clock, new StageHistograms("feed"));
        using FeedPass<StageStamps<TClock>> off = new(packets, stamps);
        using FeedPass<FlightStamps<TClock>> bare = new(packets, new FlightStamps<TClock>(stamps, ring: null, flag: null));
        using FeedPass<FlightStamps<TClock>> on = new(packets, new FlightStamps<TClock>(stamps, ring, flag: null));
        Turns turns = new(("stamps alone", off.RunNs), ("the recorder's code", bare.RunNs), ("with the recorder", on.RunNs));
        turns.Run(roundCount);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Turns.Words(packets)}, {roundCount} rounds, clock {typeof(TClock).Name}, {turns.AllocatedBytes} bytes allocated"));
        turns.Write((2, 0), (2, 1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"by the fastest round of each batch: {off.LeastNs:F1}, {bare.LeastNs:F1} and {on.LeastNs:F1}; recorder - stamps alone {on.LeastNs - off.LeastNs:F1}"));
    }
}
