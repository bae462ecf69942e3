using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Native.Clocks;
using FeedHandler.Replay;

namespace FeedHandler.Benchmarks.Feeds;

/// <summary>
/// `attribution [ROUNDS] [COMMIT]`: what it costs a packet on the feed thread to be timed, and to be told by line and class and by its way here. Passes over
/// the same packets are run without stamps, with stamps alone, with histograms by line and class, with those of the way here too, and with all of it by a
/// clock that costs nothing, in turns: what is left then is recording, and the rest is readings of the clock, which are counted.
/// </summary>
internal static class AttributionBenchmark
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
        StageStamps<TClock> stamps = new(clock, new StageHistograms("feed"));
        using FeedPass<NoStamps> off = new(packets, default);
        using FeedPass<StageStamps<TClock>> alone = new(packets, stamps);
        using FeedPass<StageStamps<TClock>> classes = new(packets, stamps);
        using FeedPass<StageStamps<TClock>> all = new(packets, stamps);
        FreeClock free = new([0]);
        using FeedPass<StageStamps<FreeClock>> timeless = new(packets, new StageStamps<FreeClock>(free, new StageHistograms("feed")));
        classes.Channel.Ways = new PacketWays();
        (all.Channel.Ways, all.Channel.Wire) = (new PacketWays(), NewWire());
        (timeless.Channel.Ways, timeless.Channel.Wire) = (new PacketWays(), NewWire());
        Turns turns = new(
            ("no stamps", off.RunNs), ("stamps", alone.RunNs), ("by line and class", classes.RunNs), ("with the way here", all.RunNs),
            ("all by a free clock", timeless.RunNs));
        turns.Run(roundCount);
        free.Forget();
        _ = timeless.RunNs();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Turns.Words(packets)}, {off.EventsOfAPacket:F2} events a packet, {roundCount} rounds, clock {typeof(TClock).Name}, {turns.AllocatedBytes} bytes allocated"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(double)free.ReadingCount / packets.Count:F2} readings of the clock a packet"));
        turns.Write((1, 0), (2, 1), (3, 2), (3, 0), (4, 0));
    }

    private static WireWatch NewWire()
    {
        WireWatch wire = new(FeedMap.TwoLines.GroupCount);
        for (int group = 0; group < FeedMap.TwoLines.GroupCount; group++) wire.Watch(group, isStamped: true);
        return wire;
    }

    /// <summary>A clock that goes on by 50 ns whenever it is read, and costs next to nothing. Copies share the time.</summary>
    private readonly struct FreeClock(long[] ticks) : IClock
    {
        private const long StepNs = 50;
        private readonly long[] _ticks = ticks;

        public long ReadingCount => _ticks[0] / StepNs;

        public void Forget() => _ticks[0] = 0;

        public long Ticks() => _ticks[0] += StepNs;

        public long ToNs(long ticks) => ticks;

        public long DurationNs(long ticks) => ticks;

        public long NowNs() => Ticks();
    }
}
