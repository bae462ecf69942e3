using System.Runtime;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.Wire;
using FeedHandler.Replay;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Engine;

/// <summary>
/// Runs traffic through pipelines of the same types before the groups are joined, so that the first live packet finds compiled code. Each pass
/// has a pipeline of its own: nothing of the warm-up is left in the live books.
/// </summary>
internal static class WarmUp
{
    private const int InstrumentsMax = 1024;
    private const int OrdersMax = 1 << 16;
    private const int SettledCount = 3;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Warms up.</summary>
    /// <param name="options">What will run live.</param>
    /// <param name="strategies">Who will take the events.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>How many packets ran through.</returns>
    /// <exception cref="FeedException">The capture cannot be read.</exception>
    public static long Run(LiveOptions options, IReadOnlyList<StrategySeat> strategies, CancellationToken stop)
    {
        if (options.WarmUpPasses == 0) return 0;
        using PacketStore packets = Load(options.WarmUpCapture);
        PipelineOptions pipelineOptions = options.Pipeline with
        {
            InstrumentsMax = Math.Min(InstrumentsMax, options.Pipeline.InstrumentsMax),
            OrdersMax = Math.Min(OrdersMax, options.Pipeline.OrdersMax),
        };
        long packetCount = 0;
        for (int pass = 0; pass < options.WarmUpPasses && !stop.IsCancellationRequested; pass++)
        {
            StrategySeat[] seats = [.. strategies.Select(static seat => seat.ForWarmUp())];
            using Pipeline pipeline = Pipelines.Create(new PipelinePlan(pipelineOptions, FeedSource.TwoLines, seats));
            pipeline.Watch(NewWire());
            packets.Rewind();
            packetCount += pipeline.Run(packets, new LiveMode([new LineMargins()], new PollCounters(isSpinning: true)), stop).PacketCount;
        }

        WaitForCompiler(stop);
        return packetCount;
    }

    private static WireWatch NewWire()
    {
        WireWatch wire = new(FeedMap.TwoLines.GroupCount);
        for (int group = 0; group < FeedMap.TwoLines.GroupCount; group++) wire.Watch(group, isStamped: true);
        return wire;
    }

    private static PacketStore Load(string? capture)
    {
        if (capture is not null) return LoadFile(capture);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write)) CaptureGenerator.Write(new SimulationOptions(), file, path);
            return LoadFile(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static PacketStore LoadFile(string path)
    {
        using CaptureSet captures = CaptureSet.Open(new CaptureSettings([path], null, CaptureSet.TrailerNames[0]));
        using CaptureReceiver receiver = captures.CreateReceiver();
        return PacketStore.Load(receiver);
    }

    // Hot methods are compiled again in the background, some time after they have become hot.
    private static void WaitForCompiler(CancellationToken stop)
    {
        long last = JitInfo.GetCompiledMethodCount();
        int settled = 0;
        for (TimeSpan waited = TimeSpan.Zero; waited < Patience && settled < SettledCount && !stop.IsCancellationRequested; waited += Step)
        {
            stop.WaitHandle.WaitOne(Step);
            long now = JitInfo.GetCompiledMethodCount();
            settled = now == last ? settled + 1 : 0;
            last = now;
        }
    }
}
