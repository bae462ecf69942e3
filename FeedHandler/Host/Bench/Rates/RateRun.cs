using System.Net;
using System.Runtime.ExceptionServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Publish;
using FeedHandler.Latency.Clocks;
using FeedHandler.Receivers;
using FeedHandler.Replay.Publishing;
using FeedHandler.Ring;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>Where and how packets of a rate benchmark go.</summary>
/// <param name="Interface">The interface, out and in.</param>
/// <param name="Receiver">By which kind of receiver.</param>
/// <param name="Core">The feed thread's core; null for any.</param>
/// <param name="SendCore">The sender's; null for any.</param>
internal sealed record RateWay(string Interface, ReceiverKind Receiver, int? Core, int? SendCore)
{
    private const int PortFirst = 43_104;

    /// <summary>Where a line goes: groups that belong to nobody's feed.</summary>
    public static IPEndPoint GroupOf(Line line) => new(IPAddress.Parse($"239.83.99.{4 + (int)line}"), PortFirst + (int)line);
}

/// <summary>
/// One run of a rate benchmark: a publisher with captured timing on one thread and a whole feed on another, in one process and by one steady clock.
/// </summary>
/// <param name="schedule">What is sent, and when.</param>
/// <param name="lines">The lines, as reports name them.</param>
/// <param name="rate">How much faster than captured.</param>
/// <param name="way">Where it goes.</param>
internal sealed class RateRun(RateSchedule schedule, RateLines lines, double rate, RateWay way)
{
    private const int InstrumentsMax = 4096;
    private readonly PublishSpeed _speed = PublishSpeed.OfCapture(rate);

    /// <summary>What the system refused of that which was asked, such as a core.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Runs it.</summary>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="FeedException">Nothing can be received or sent there.</exception>
    public RateResult Run(CancellationToken stop)
    {
        LineGroup[] groups = [.. Enumerable.Range(0, schedule.Map.GroupCount).Select(GroupAt)];
        LiveOptions options = new() { Groups = groups, Kind = way.Receiver, Settings = new ReceiverSettings { Timestamps = TimestampKind.None } };
        using ILiveReceiver receiver = LiveFeeds.Require(options, Notes);
        using LineSender sender = new([.. groups.Select(group => new LineTarget(group.Feed, group.Group, way.Interface, SourcePort: 0, TimeToLive: 1))]);
        Publisher<RateSource, LineSender, MonotonicClock> publisher = new(schedule.NewSource(), schedule.Map, sender, default, _speed, new PublishFaults());
        RateLatencies latencies = new(schedule, _speed) { StartNs = () => publisher.StartNs };
        using Pipeline pipeline = PipelineOf(options.Source, latencies);
        Send(publisher, receiver, (pipeline, latencies), stop);
        return ResultOf(publisher, sender, receiver, (pipeline.Channels[0].Arbitration, latencies));
    }

    private LineGroup GroupAt(int group) => new(schedule.Map[group], RateWay.GroupOf(schedule.Map[group].Line), way.Interface);

    private Pipeline PipelineOf(FeedSource source, RateLatencies latencies)
    {
        PipelineOptions options = new() { IsInline = true, HasStamps = false, FeedCore = way.Core, InstrumentsMax = InstrumentsMax, TouchesAllBooks = true };
        return Pipelines.Create(new PipelinePlan(options, source, [StrategySeat.Of(new RateStrategy(latencies))]));
    }

    // The feed polls before the first packet is sent, and after the last.
    private void Send(
        Publisher<RateSource, LineSender, MonotonicClock> publisher, ILiveReceiver receiver, (Pipeline Pipeline, RateLatencies Latencies) feed,
        CancellationToken stop)
    {
        using ManualResetEventSlim polls = new();
        using CancellationTokenSource end = new();
        PinnedThread? sending = null;
        RateMode mode = new(feed.Latencies, schedule.Count, () => Begun(polls) && Volatile.Read(ref sending) is { IsAlive: false }, end);
        PinnedThread feeding = new("bench-feed", default, () => LiveFeeds.Drive<RateProbe, FeedRun>(receiver, new RateProbe(feed.Pipeline, mode, end.Token)));
        while (!polls.Wait(TimeSpan.FromMilliseconds(1), CancellationToken.None) && feeding.IsAlive)
        {
        }

        PinnedThread started = new("bench-send", new ThreadPlacement(way.SendCore), () => publisher.Run(loopCount: 1, static () => { }, stop));
        Volatile.Write(ref sending, started);
        started.Join();
        feeding.Join();
        foreach (PinnedThread thread in (PinnedThread[])[started, feeding])
        {
            if (thread.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        }

        Notes.AddRange(started.Refusals.Select(static refusal => $"the sender could not be placed as asked ({refusal})"));
        Notes.AddRange(feed.Pipeline.Warnings);
    }

    private static bool Begun(ManualResetEventSlim polls)
    {
        if (!polls.IsSet) polls.Set();
        return true;
    }

    private RateResult ResultOf(
        Publisher<RateSource, LineSender, MonotonicClock> publisher, LineSender sender, ILiveReceiver receiver,
        (ArbitrationCounters Counters, RateLatencies Latencies) feed)
    {
        RateLedger ledger = new(
            publisher.Counters.SentCount - sender.RefusedCount, sender.RefusedCount, receiver.Counters.Sum(static group => group.Packets),
            receiver.Counters.Sum(static group => group.KernelDrops), receiver.Counters.Sum(static group => group.Truncated),
            schedule.NumberCount, feed.Counters.Sum().Delivered, feed.Counters.Gaps, feed.Latencies.StrangeCount);
        return new RateResult(
            rate, lines.Name, Runs: 1, ledger, feed.Latencies.Handler, feed.Latencies.Strategy, publisher.Lateness, publisher.ElapsedNs);
    }
}
