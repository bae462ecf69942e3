using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Benchmarks.Feeds;

/// <summary>
/// `flight [ROUNDS] [COMMIT]`: what the flight recorder costs a packet on the feed thread, in captured order. Passes over the same packets are run with
/// stamps alone, with the code of the recorder but none, and with it, in turns; the least and the median are told, of the differences too, what was
/// allocated, and the sum of the least of every batch, in which nothing is left of what a busy machine does besides.
/// </summary>
internal static class FlightBenchmark
{
    private const int RoundCountDefault = 400;
    private const int WarmUpCount = 100;

    public static int Run(string[] options)
    {
        int roundCount = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : RoundCountDefault;
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        Console.WriteLine($"{Environment.ProcessorCount} cores, commit {(options.Length > 1 ? options[1] : "not given")}");
        if (TscReader.IsSupported) Measure(Calibrate(), roundCount);
        else Measure(default(MonotonicClock), roundCount);
        return 0;
    }

    private static unsafe TscClock Calibrate() => new(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));

    private static void Measure<TClock>(TClock clock, int roundCount)
        where TClock : struct, IClock
    {
        using PacketStore packets = Feed.Load(1);
        using FlightRing ring = new(new FlightOptions(FlightOptions.BudgetNsMax), clock.DurationNs(1_000_000_000) / 1e9);
        ring.Arm();
        StageStamps<TClock> stamps = new(clock, new StageHistograms("feed"));
        using FlightPass<StageStamps<TClock>> off = new(packets, stamps);
        using FlightPass<FlightStamps<TClock>> bare = new(packets, new FlightStamps<TClock>(stamps, ring: null, flag: null));
        using FlightPass<FlightStamps<TClock>> on = new(packets, new FlightStamps<TClock>(stamps, ring, flag: null));
        Func<double>[] passes = [off.RunNs, bare.RunNs, on.RunNs];
        foreach (Func<double> pass in passes)
        {
            for (int i = 0; i < WarmUpCount; i++) pass();
        }

        double[][] ns = [new double[roundCount], new double[roundCount], new double[roundCount]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < roundCount; i++)
        {
            for (int turn = 0; turn < passes.Length; turn++) ns[(i + turn) % passes.Length][i] = passes[(i + turn) % passes.Length]();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{packets.Count} packets, {Bytes(packets):F0} bytes each, {roundCount} rounds, clock {typeof(TClock).Name}, {allocated} bytes allocated"));
        Write(ns, [off.LeastNs, bare.LeastNs, on.LeastNs]);
    }

    // What the machine does besides falls on neighbours alike: so the median is one of differences.
    private static void Write(double[][] ns, double[] least)
    {
        Console.WriteLine($"{"ns a packet",-44}{"least",9}{"median",9}{"by batch",10}");
        string[] names = ["stamps alone", "the recorder's code, no recorder", "with the recorder"];
        for (int i = 0; i < names.Length; i++) Write(names[i], ns[i].Min(), Median(ns[i]), least[i]);
        for (int i = 0; i < 2; i++)
            Write($"recorder - {names[i]}", ns[2].Min() - ns[i].Min(), Median([.. ns[2].Zip(ns[i], static (on, off) => on - off)]), least[2] - least[i]);
    }

    private static double Bytes(PacketStore packets)
    {
        long sum = 0;
        for (int i = 0; i < packets.Count; i++) sum += packets[i].Bytes.Length;
        return (double)sum / packets.Count;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Write(string what, double least, double median, double byBatch) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44}{least,9:F1}{median,9:F1}{byBatch,10:F1}"));
}

/// <summary>A channel that runs all packets as often as it is told, each time from nothing.</summary>
internal sealed class FlightPass<TStamps> : IDisposable
    where TStamps : struct, IStamps
{
    private const int BatchCount = 64;
    private const int PayloadBytes = 2048;
    private readonly byte[] _received = new byte[BatchCount * PayloadBytes];
    private readonly double[] _leastNs; // of each batch, over all rounds
    private readonly PacketStore _packets;
    private readonly EventBuffer _buffer = new();
    private readonly InstrumentTable _instruments = new(4096);
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Summer>, TStamps>, TStamps> _channel;

    public FlightPass(PacketStore packets, TStamps stamps)
    {
        _packets = packets;
        _leastNs = new double[(packets.Count + BatchCount - 1) / BatchCount];
        Array.Fill(_leastNs, double.MaxValue);
        _channel = new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, _instruments, new(_buffer, new Summer(new long[1])), stamps), stamps);
    }

    /// <summary>Nanoseconds a packet, of the fastest round of each batch: what the machine does besides is in none of them.</summary>
    public double LeastNs => _leastNs.Sum() / _packets.Count;

    /// <summary>Runs them.</summary>
    /// <returns>Nanoseconds a packet.</returns>
    public double RunNs()
    {
        _instruments.Reset();
        _channel.Restart();
        long start = Stopwatch.GetTimestamp();
        for (int first = 0; first < _packets.Count; first += BatchCount)
        {
            int count = Math.Min(BatchCount, _packets.Count - first);
            for (int i = 0; i < count; i++) _packets[first + i].Bytes.CopyTo(_received.AsSpan(i * PayloadBytes));
            long startTicks = Stopwatch.GetTimestamp();
            _channel.OnPollStart();
            for (int i = 0; i < count; i++) Take(_packets[first + i], i);
            double ns = Stopwatch.GetElapsedTime(startTicks).TotalNanoseconds;
            if (ns < _leastNs[first / BatchCount]) _leastNs[first / BatchCount] = ns;
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / _packets.Count;
    }

    // As the kernel does: a packet lies in a buffer that was just written, and is not the next of a long array that the processor reads ahead.
    private void Take(in Packet packet, int index)
    {
        Packet received = new(_received.AsSpan(index * PayloadBytes, packet.Bytes.Length), packet.RxNs, packet.Group);
        _channel.OnPacket(received, received.RxNs);
    }

    public void Dispose()
    {
        _channel.Dispose();
        _instruments.Dispose();
        _buffer.Dispose();
    }

    private readonly struct Summer(long[] sum) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => sum[0] += marketEvent.PriceNano ^ marketEvent.Quantity;
    }
}
