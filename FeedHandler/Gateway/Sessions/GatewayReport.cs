using System.Net;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Loops;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Gateway.Sessions;

/// <summary>What a gateway has counted, all loops together.</summary>
public sealed record GatewayReport
{
    /// <summary>Where it listens.</summary>
    public required IPEndPoint LocalEndPoint { get; init; }

    /// <summary>How many loops.</summary>
    public required int LoopCount { get; init; }

    /// <summary>By what they wait for the network.</summary>
    public required LoopKind Kind { get; init; }

    /// <summary>What sessions count. Of <see cref="GatewayCount.Instruments"/>, <see cref="GatewayCount.Lag"/> and <see cref="GatewayCount.LagMax"/> the
    /// greatest of a loop; of all others the sum.</summary>
    public required IReadOnlyDictionary<GatewayCount, long> Sessions { get; init; }

    /// <summary>What loops count, the sum.</summary>
    public required IReadOnlyDictionary<LoopCount, long> Transport { get; init; }

    /// <summary>Connections that ended, by reason.</summary>
    public required IReadOnlyDictionary<CloseReason, long> Closed { get; init; }

    /// <summary>What was refused, by reason.</summary>
    public required IReadOnlyDictionary<RejectReason, long> Rejected { get; init; }

    /// <summary>What the journal has written; null where none is kept.</summary>
    public JournalReport? Journal { get; init; }

    /// <summary>From a packet's receive time to the moment when an event of it was given to be sent, in nanoseconds. A copy.</summary>
    public required DurationHistogram Latency { get; init; }

    internal static GatewayReport Of(GatewayServer server, IReadOnlyList<(IEventLoop Loop, GatewaySessions Sessions)> loops)
    {
        DurationHistogram latency = new(60_000_000_000);
        foreach ((_, GatewaySessions sessions) in loops) latency.Add(sessions.Counters.Latency);
        return new GatewayReport
        {
            LocalEndPoint = server.LocalEndPoint,
            LoopCount = loops.Count,
            Kind = server.Options.Kind,
            Sessions = Enum.GetValues<GatewayCount>().ToDictionary(
                static count => count, count => Together(count, loops.Select(loop => loop.Sessions.Counters[count]))),
            Transport = Enum.GetValues<LoopCount>().ToDictionary(static count => count, count => loops.Sum(loop => loop.Loop.Counters[count])),
            Closed = Enum.GetValues<CloseReason>().ToDictionary(static reason => reason, reason => loops.Sum(loop => loop.Loop.Counters.ClosedFor(reason))),
            Rejected = Enum.GetValues<RejectReason>().ToDictionary(
                static reason => reason, reason => loops.Sum(loop => loop.Sessions.Counters.RejectedFor(reason))),
            Journal = server.ReadJournal(),
            Latency = latency,
        };
    }

    private static long Together(GatewayCount count, IEnumerable<long> numbers) =>
        count is GatewayCount.Instruments or GatewayCount.Lag or GatewayCount.LagMax ? numbers.Max() : numbers.Sum();
}
