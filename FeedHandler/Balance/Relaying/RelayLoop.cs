using FeedHandler.Balance.Backends;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Waiting;

namespace FeedHandler.Balance.Relaying;

/// <summary>The one thread of a balancer: waits for sockets and for time, and never for anything else.</summary>
internal sealed partial class RelayLoop : IDisposable
{
    private const int EventCountMax = 512;
    private const int WaitMsMax = 1000;
    private readonly BalanceOptions _options;
    private readonly BalanceCounters _counters;
    private readonly Backend[] _backends;
    private readonly BackendChooser _chooser;
    private readonly BackendCheck[] _checks;
    private readonly RelayMemory _memory = new();
    private readonly EpollSet _epoll;
    private readonly SplicePipe _wake;
    private readonly DeadlineList _headers;
    private readonly DeadlineList _connects;
    private readonly DeadlineList _idle;
    private readonly ListeningSocket _listener;
    private long _nowMs;
    private long _drainEndMs = long.MaxValue;

    private RelayLoop(BalanceOptions options, BalanceCounters counters, Backend[] backends, EpollSet epoll, SplicePipe wake, ListeningSocket listener)
    {
        (_options, _counters, _backends, _epoll, _wake, _listener) = (options, counters, backends, epoll, wake, listener);
        _chooser = new BackendChooser(backends, options.Rule);
        _checks = Array.ConvertAll(backends, backend => new BackendCheck(backend, options.Check, options.SendsProxyHeader));
        _headers = new DeadlineList(options.HeaderTimeoutMs);
        _connects = new DeadlineList(options.ConnectTimeoutMs);
        _idle = new DeadlineList(options.IdleTimeoutMs);
    }

    private bool IsDraining => _drainEndMs != long.MaxValue;

    /// <summary>Opens what a loop waits with.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="counters">Tell what became of connections.</param>
    /// <param name="backends">Whom it relays to.</param>
    /// <param name="listener">A socket that listens, which the loop closes.</param>
    /// <param name="loop">The loop; null unless the call succeeds.</param>
    public static NativeResult Open(BalanceOptions options, BalanceCounters counters, Backend[] backends, ListeningSocket listener, out RelayLoop? loop)
    {
        loop = null;
        NativeResult result = EpollSet.Open(EventCountMax, out EpollSet? epoll);
        if (!result.IsSuccess) return result;
        result = SplicePipe.Open(out SplicePipe? wake);
        if (result.IsSuccess) result = epoll!.Add(listener.Descriptor, new RelayTag(RelayTagKind.Listener, 0, 0).Bits);
        if (result.IsSuccess) result = epoll!.Add(wake!.Descriptor, new RelayTag(RelayTagKind.Wake, 0, 0).Bits);
        if (result.IsSuccess) loop = new RelayLoop(options, counters, backends, epoll!, wake!, listener);
        if (loop is not null) return result;
        wake?.Dispose();
        epoll!.Dispose();
        return result;
    }

    /// <summary>Relays until it is stopped and connections have ended, or the time for that has.</summary>
    /// <param name="stop">Stops it.</param>
    public void Run(CancellationToken stop)
    {
        using CancellationTokenRegistration waking = stop.UnsafeRegister(static wake => ((SplicePipe)wake!).Wake(), _wake);
        _nowMs = Environment.TickCount64;
        while (!IsDraining || _counters.Active > 0)
        {
            int count = _epoll.Wait(WaitMs());
            _nowMs = Environment.TickCount64;
            for (int index = 0; index < count; index++)
            {
                Readiness readiness = _epoll.ReadyAt(index, out ulong tag);
                Dispatch(RelayTag.Of(tag), readiness);
            }

            if (stop.IsCancellationRequested && !IsDraining) BeginDrain();
            if (_acceptsAgain) Accept();
            GoOn();
            EndLate();
            RunChecks();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int slot = 0; slot < _table.Count; slot++) Close(_table[slot], resetsClient: true, resetsServer: true);
        foreach (BackendCheck check in _checks) check.End(_nowMs);
        _listener.Dispose();
        _memory.Dispose();
        _wake.Dispose();
        _epoll.Dispose();
    }

    private void Dispatch(RelayTag tag, Readiness readiness)
    {
        switch (tag.Kind)
        {
            case RelayTagKind.Listener:
                Accept();
                break;
            case RelayTagKind.Client:
                RelayConnection accepted = _table[tag.Index];
                if (accepted.Client.Generation == tag.Generation) OnClient(accepted, readiness);
                break;
            case RelayTagKind.Server:
                RelayConnection relayed = _table[tag.Index];
                if (relayed.Server.Generation == tag.Generation) OnServer(relayed, readiness);
                break;
            case RelayTagKind.Check:
                if (_checks[tag.Index].Generation == tag.Generation) Advance(_checks[tag.Index], _backends[tag.Index], readiness);
                break;
        }
    }

    private int WaitMs()
    {
        if (_again.Count > 0 || (_acceptsAgain && !_isExhausted)) return 0;
        long due = Math.Min(Math.Min(_headers.NextMs, _connects.NextMs), Math.Min(_idle.NextMs, _drainEndMs));
        if (!IsDraining)
        {
            foreach (BackendCheck check in _checks) due = Math.Min(due, check.DueMs);
        }

        return (int)Math.Clamp(due - _nowMs, 0, _isExhausted ? ExhaustedWaitMs : WaitMsMax);
    }

    private void BeginDrain()
    {
        _listener.Dispose();
        _acceptsAgain = false;
        _drainEndMs = _nowMs + _options.DrainTimeoutMs;
        foreach (BackendCheck check in _checks) check.End(_nowMs);
    }
}
