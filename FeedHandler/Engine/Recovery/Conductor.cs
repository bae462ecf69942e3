using System.Globalization;
using System.Net;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Clocks;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>
/// The cold thread of a live feed, which may wait: it asks servers for what channels have lost, and gives the channels what comes. The feed thread knows of it
/// by a queue and a buffer alone, and never waits for it.
/// </summary>
internal sealed class Conductor : IDisposable
{
    private const int RequestCountMax = 64;
    private const int ReplyBytesMax = 4 << 20;
    private const uint PacketsOfRequestMax = Replay.Tcp.ReplayServerOptions.RequestPacketsMax;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private readonly SpscQueue<ReplayRequest> _requests = new(RequestCountMax);
    private readonly ReplayOptions _options;
    private readonly ReplayClient _client;
    private readonly ReplaySource?[] _sources;
    private readonly ReplayLink?[] _links;
    private readonly string?[] _failures;
    private readonly int[] _turns;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private bool _isStarted;
    private long _lastConnectionNs = long.MinValue / 2;

    /// <summary>Takes the memory; <see cref="Start"/> begins.</summary>
    /// <param name="options">Whom to ask, and how.</param>
    /// <param name="channelIds">The numbers of the feed's channels, by index.</param>
    public Conductor(ReplayOptions options, IReadOnlyList<int> channelIds)
    {
        _options = options;
        _client = new ReplayClient(options);
        _sources = [.. channelIds.Select(id => options.Sources.FirstOrDefault(source => source.ChannelId == id && source.Servers.Count > 0))];
        _links = [.. _sources.Select((source, channel) =>
            source is null ? null : new ReplayLink(channel, _requests, ReplyBytesMax) { PacketCountMax = options.PacketsMax })];
        _failures = new string?[_links.Length];
        _turns = new int[_links.Length];
        _thread = new Thread(Run) { Name = "conductor", IsBackground = true };
    }

    /// <summary>By which each channel asks, by index; null for one without servers, and empty where none has any.</summary>
    public IReadOnlyList<ReplayLink?> Links => Array.Exists(_links, static link => link is not null) ? _links : [];

    /// <summary>Why a request failed last, of each channel of which one did; to be read when the feed has ended.</summary>
    public IEnumerable<string> Failures => _failures.OfType<string>();

    /// <summary>Begins to serve requests.</summary>
    public void Start()
    {
        _isStarted = Links.Count > 0;
        if (_isStarted) _thread.Start();
    }

    /// <summary>Ends, whatever is under way; the memory stays until <see cref="Dispose"/>.</summary>
    public void Stop()
    {
        _stop.Cancel();
        if (_isStarted) _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        foreach (ReplayLink? link in _links) link?.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_requests.TryDequeue(out ReplayRequest request)) Serve(request, _links[request.Channel]!);
            else _stop.Token.WaitHandle.WaitOne(Step); // the feed thread wakes nobody: that is a call into the system
        }
    }

    private void Serve(in ReplayRequest request, ReplayLink link)
    {
        ulong next = request.First;
        ReplayOutcome outcome = ReplayOutcome.Complete;
        for (int attempt = 1; next < request.Next && attempt <= _options.AttemptsMax && !IsOver(request, link); attempt++)
        {
            Await(attempt);
            ulong end = Math.Min(next + PacketsOfRequestMax, request.Next);
            outcome = Fetch(request, link, ref next, end);
            if (next == end) attempt = 0; // the next part has attempts of its own
        }

        if (next == request.Next) outcome = ReplayOutcome.Complete;
        Give(request, link, new ReplayReply(outcome, request.Generation, next, 0, default));
    }

    private ReplayOutcome Fetch(ReplayRequest request, ReplayLink link, ref ulong next, ulong end)
    {
        ReplaySource source = _sources[request.Channel]!;
        IPEndPoint server = source.Servers[_turns[request.Channel]++ % source.Servers.Count];
        ulong reached = next;
        Interlocked.Increment(ref link.Counters.Attempts);
        ReplayOutcome outcome = _client.Fetch(server, source.ChannelId, ((uint)next, (uint)(end - 1)), Take, _stop.Token);
        next = reached;
        if (outcome is ReplayOutcome.Refused or ReplayOutcome.Contradicted) Interlocked.Increment(ref link.Counters.RefusedReplies);
        if (outcome != ReplayOutcome.Complete)
            _failures[request.Channel] = string.Create(CultureInfo.InvariantCulture, $"replay of channel {source.ChannelId}: {server}: {_client.Text}");
        return outcome;

        bool Take(uint number, ReadOnlySpan<byte> packet) =>
            Give(request, link, new ReplayReply(ReplayOutcome.Packet, request.Generation, reached++, NowNs(), packet));
    }

    // Waits for the channel to make room, but for nothing that it has no use for any more.
    private bool Give(in ReplayRequest request, ReplayLink link, in ReplayReply reply)
    {
        while (!IsOver(request, link))
        {
            if (link.Replies.TryWrite(reply)) return true;
            _stop.Token.WaitHandle.WaitOne(Step);
        }

        return false;
    }

    private bool IsOver(in ReplayRequest request, ReplayLink link) => _stop.IsCancellationRequested || link.Generation != request.Generation;

    // Attempts of one request keep a growing distance, and all connections the distance that the venue bears.
    private void Await(int attempt)
    {
        TimeSpan pause = attempt == 1 ? TimeSpan.Zero : _options.Pause * Math.Pow(2, attempt - 2);
        long dueNs = _lastConnectionNs + (1_000_000_000L / _options.RequestsPerSecond);
        long nowNs = default(MonotonicClock).NowNs();
        TimeSpan distance = TimeSpan.FromMicroseconds(Math.Max(0, dueNs - nowNs) / 1000.0);
        TimeSpan wait = pause > distance ? pause : distance;
        _stop.Token.WaitHandle.WaitOne(wait < PauseMax ? wait : PauseMax);
        _lastConnectionNs = default(MonotonicClock).NowNs();
    }

    private static long NowNs() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}
