using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Ring;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Recovery;

/// <summary>What happens to requests of a simulated channel.</summary>
internal sealed record ReplayPlan
{
    /// <summary>How many packets arrive on the lines before an answer begins, at most.</summary>
    public int DelayMax { get; init; } = 12;

    /// <summary>How many packets come again between two that arrive.</summary>
    public int PacketsAtOnce { get; init; } = 3;

    /// <summary>Requests of a thousand that end, behind some of their packets, with nobody to go on.</summary>
    public int FailedPerMille { get; init; }

    /// <summary>Requests of a thousand that nobody ever answers.</summary>
    public int StalledPerMille { get; init; }

    /// <summary>How many packets the channel may keep.</summary>
    public int HistoryPacketsMax { get; init; } = 256;

    /// <summary>How many requests may wait.</summary>
    public int QueueSize { get; init; } = 4;

    /// <summary>Whether a server still has the first session's packets, where a later one has the same numbers.</summary>
    public bool ServesFirstSession { get; init; }

    /// <summary>How many packets may be asked for.</summary>
    public int PacketCountMax { get; init; } = 8000;
}

/// <summary>Sends a channel's lost packets again, in the place of servers and of the thread that asks them.</summary>
internal sealed class SimulatedReplay : IDisposable
{
    private const long QuietNs = 1_000_000_000;
    private const int QuietSteps = 2000;
    private readonly ReplayPlan _plan;
    private readonly Random _random;
    private readonly SpscQueue<ReplayRequest> _requests;
    private readonly Dictionary<uint, ReadOnlyMemory<byte>> _published = [];
    private ReplayRequest? _request;
    private ReplayOutcome _end;
    private ulong _next;
    private ulong _stop;
    private int _delay;

    public SimulatedReplay(ulong seed, ReplayPlan plan)
    {
        (_plan, _random, _requests) = (plan, new Random((int)seed), new SpscQueue<ReplayRequest>(plan.QueueSize));
        Link = new ReplayLink(0, _requests, 1 << 19) { PacketCountMax = plan.PacketCountMax };
        Options = new RecoveryOptions { HistoryPacketsMax = plan.HistoryPacketsMax, HistoryBytesMax = 1 << 18, HeldPacketsMax = 16, HeldBytesMax = 1 << 16 };
    }

    public ReplayLink Link { get; }

    public RecoveryOptions Options { get; }

    /// <summary>Told of every packet that is sent again, before the channel has it; null for nobody.</summary>
    public Action<ReadOnlyMemory<byte>>? WhenSent { get; set; }

    /// <summary>Requests that nobody answered to their end.</summary>
    public int FailedCount { get; private set; }

    /// <summary>Takes what the exchange published; of several runs of the sequence, one is served.</summary>
    public void Publish(IEnumerable<SimulatedPacket> packets)
    {
        foreach (SimulatedPacket packet in packets)
        {
            if (!_plan.ServesFirstSession) _published[packet.SeqNum] = packet.Bytes;
            else _published.TryAdd(packet.SeqNum, packet.Bytes);
        }
    }

    /// <summary>A packet has arrived on a line: answers go on, and the channel takes them.</summary>
    public void Step(Channel channel, long nowNs)
    {
        if (_request is null && _requests.TryDequeue(out ReplayRequest request)) Begin(request);
        if (_request is { } asked && _delay-- <= 0) Answer(asked, nowNs);
        channel.TakeReplies(nowNs);
    }

    /// <summary>Nothing arrives any more: whatever was asked for is answered.</summary>
    public void End(Channel channel, long nowNs)
    {
        for (int step = 0; step < QuietSteps; step++) Step(channel, nowNs + (step * QuietNs));
    }

    public void Dispose() => Link.Dispose();

    private void Begin(in ReplayRequest request)
    {
        (_request, _next, _stop, _end, _delay) = (request, request.First, request.Next, ReplayOutcome.Complete, _random.Next(_plan.DelayMax + 1));
        if (_random.Next(1000) < _plan.StalledPerMille) (_delay, FailedCount) = (int.MaxValue, FailedCount + 1);
        else if (_random.Next(1000) < _plan.FailedPerMille) Fail(request);
    }

    private void Fail(in ReplayRequest request)
    {
        FailedCount++;
        _stop = request.First + (ulong)_random.Next((int)(request.Next - request.First));
        _end = (ReplayOutcome)_random.Next((int)ReplayOutcome.Unreachable, (int)ReplayOutcome.TimedOut + 1);
    }

    private void Answer(in ReplayRequest request, long nowNs)
    {
        for (int i = 0; i < _plan.PacketsAtOnce && _next < _stop; i++, _next++)
        {
            WhenSent?.Invoke(_published[(uint)_next]);
            Assert.That(Link.Replies.TryWrite(new ReplayReply(ReplayOutcome.Packet, request.Generation, _next, nowNs, _published[(uint)_next].Span)), Is.True);
        }

        if (_next < _stop) return;
        Assert.That(Link.Replies.TryWrite(new ReplayReply(_end, request.Generation, _next, nowNs, default)), Is.True);
        _request = null;
    }
}
