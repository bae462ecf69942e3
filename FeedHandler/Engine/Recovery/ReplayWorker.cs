using System.Globalization;
using System.Net;
using FeedHandler.Core.Recovery;
using FeedHandler.Native.Clocks;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>
/// Asks the servers of one channel for what it has lost, on a thread of its own: one connection at a time, so that a server that stalls holds up this channel
/// and no other. The channel knows of it by a queue and a buffer alone, and never waits for it.
/// </summary>
internal sealed class ReplayWorker : IDisposable
{
    private const int RequestCountMax = 64;
    private const int ReplyBytesMax = 4 << 20;
    private const int StackBytes = 256 << 10;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private readonly SpscQueue<ReplayRequest> _requests = new(RequestCountMax);
    private readonly ReplayOptions _options;
    private readonly ReplaySource _source;
    private readonly RequestPace _pace;
    private readonly ulong _packetsOfRequestMax;
    private readonly ReplayClient _client;
    private readonly CancellationToken _stop;
    private readonly Thread _thread;
    private int _turn;
    private bool _isStarted;

    /// <summary>Takes the memory; <see cref="Start"/> begins.</summary>
    /// <param name="channel">The channel's index in the feed map.</param>
    /// <param name="options">How servers are asked.</param>
    /// <param name="asked">The servers of the channel, and in which words they are asked.</param>
    /// <param name="pace">The distance of connections, of all channels together.</param>
    /// <param name="stop">Ends it, whatever is under way.</param>
    public ReplayWorker(int channel, ReplayOptions options, (ReplaySource Source, IReplayProtocol Protocol) asked, RequestPace pace, CancellationToken stop)
    {
        (ReplaySource source, IReplayProtocol protocol) = asked;
        (_options, _source, _pace, _stop) = (options, source, pace, stop);
        _packetsOfRequestMax = (ulong)protocol.RequestPacketsMax;
        _client = new ReplayClient(options, protocol.NewConversation());
        Link = new ReplayLink(channel, _requests, ReplyBytesMax) { PacketCountMax = options.PacketsMax };
        _thread = new Thread(Run, StackBytes) { Name = string.Create(CultureInfo.InvariantCulture, $"replay-{source.ChannelId}"), IsBackground = true };
    }

    /// <summary>By which the channel asks.</summary>
    public ReplayLink Link { get; }

    /// <summary>Why a request failed last; null when none did. To be read when the feed has ended.</summary>
    public string? Failure { get; private set; }

    /// <summary>Begins to serve requests.</summary>
    public void Start()
    {
        _isStarted = true;
        _thread.Start();
    }

    /// <summary>Waits for its end, when it was told to stop.</summary>
    public void Join()
    {
        if (_isStarted) _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose() => Link.Dispose();

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_requests.TryDequeue(out ReplayRequest request)) Serve(request);
            else _stop.WaitHandle.WaitOne(Step); // the feed thread wakes nobody: that is a call into the system
        }
    }

    private void Serve(in ReplayRequest request)
    {
        ulong next = request.First;
        ReplayOutcome outcome = ReplayOutcome.Complete;
        for (int attempt = 1; next < request.Next && attempt <= _options.AttemptsMax && !IsOver(request); attempt++)
        {
            Await(attempt);
            ulong end = Math.Min(next + _packetsOfRequestMax, request.Next);
            outcome = Fetch(request, ref next, end);
            if (next == end) attempt = 0; // the next part has attempts of its own
        }

        if (next == request.Next) outcome = ReplayOutcome.Complete;
        Give(request, new ReplayReply(outcome, request.Generation, next, 0, default));
    }

    private ReplayOutcome Fetch(ReplayRequest request, ref ulong next, ulong end)
    {
        IPEndPoint server = _source.Servers[_turn++ % _source.Servers.Count];
        ulong reached = next;
        Interlocked.Increment(ref Link.Counters.Attempts);
        ReplayOutcome outcome = _client.Fetch(server, new ReplayQuestion(_source.ChannelId, request.Epoch, next, end - 1), Take, _stop);
        next = reached;
        if (outcome is ReplayOutcome.Refused or ReplayOutcome.Contradicted) Interlocked.Increment(ref Link.Counters.RefusedReplies);
        if (outcome != ReplayOutcome.Complete)
            Failure = string.Create(CultureInfo.InvariantCulture, $"replay of channel {_source.ChannelId}: {server}: {_client.Text}");
        return outcome;

        bool Take(ReadOnlySpan<byte> packet) =>
            Give(request, new ReplayReply(ReplayOutcome.Packet, request.Generation, reached++, WallClock.NowNs(), packet));
    }

    // Waits for the channel to make room, but for nothing that it has no use for any more.
    private bool Give(in ReplayRequest request, in ReplayReply reply)
    {
        while (!IsOver(request))
        {
            if (Link.Replies.TryWrite(reply)) return true;
            _stop.WaitHandle.WaitOne(Step);
        }

        return false;
    }

    private bool IsOver(in ReplayRequest request) => _stop.IsCancellationRequested || Link.Generation != request.Generation;

    // Attempts of one request keep a growing distance, and all connections the distance that the venue bears.
    private void Await(int attempt)
    {
        TimeSpan pause = attempt == 1 ? TimeSpan.Zero : _options.Pause * Math.Pow(2, attempt - 2);
        _stop.WaitHandle.WaitOne(pause < PauseMax ? pause : PauseMax);
        _stop.WaitHandle.WaitOne(_pace.Take()); // behind the pause: a place that is taken long before would keep others away
    }
}

/// <summary>The distance between connections of all channels together: each takes the next place in time, and waits for it by itself.</summary>
/// <param name="requestsPerSecond">How many places a second has.</param>
internal sealed class RequestPace(int requestsPerSecond)
{
    private readonly Lock _lock = new();
    private readonly long _distanceNs = 1_000_000_000L / requestsPerSecond;
    private long _lastNs = long.MinValue / 2;

    /// <summary>Takes a place.</summary>
    /// <returns>How long it is until then.</returns>
    public TimeSpan Take() => Take(default(Latency.Clocks.MonotonicClock).NowNs());

    /// <summary>As <see cref="Take()"/>, at a time of the steady clock.</summary>
    internal TimeSpan Take(long nowNs)
    {
        lock (_lock)
        {
            long dueNs = Math.Max(nowNs, _lastNs + _distanceNs);
            _lastNs = dueNs;
            return TimeSpan.FromMicroseconds((dueNs - nowNs) / 1000.0);
        }
    }
}
