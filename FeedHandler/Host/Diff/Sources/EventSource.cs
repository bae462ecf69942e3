using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FeedHandler.Engine;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Diff.Sources;

/// <summary>
/// One side's events, in order, made on a thread of its own and taken on another: a bounded number of blocks lies in between, so that neither runs away
/// from the other.
/// </summary>
internal abstract class EventSource : IDisposable
{
    private const int BlockCount = 8;
    private readonly BlockingCollection<EventBlock> _full = new(BlockCount);
    private readonly ConcurrentBag<EventBlock> _free = [];
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _user;
    private readonly Thread _thread;
    private EventBlock _open = new();
    private bool _isStarted;
    private int _lastChannelId = -1;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Makes it ready to start.</summary>
    /// <param name="name">Names its thread.</param>
    /// <param name="user">Stops it, as <see cref="Dispose"/> does.</param>
    protected EventSource(string name, CancellationToken user)
    {
        _user = user;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(user);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    /// <summary>The only channel whose events are wanted; null for all.</summary>
    public int? ChannelId { get; init; }

    /// <summary>The channels that were met, wanted or not; to be asked when it has stopped.</summary>
    public HashSet<int> ChannelsMet { get; } = [];

    /// <summary>What the feed that made the events said in the end; null where no feed made them, or it was ended before.</summary>
    public virtual FeedReport? Report => null;

    /// <summary>How much of captures was read; nothing is known of other sources. It may be asked on another thread.</summary>
    public virtual ReadShare Share => default;

    /// <summary>Cancelled when nobody takes events any more.</summary>
    protected CancellationToken Stopped => _stop.Token;

    /// <summary>Starts to make events.</summary>
    public void Start()
    {
        _isStarted = true;
        _thread.Start();
    }

    /// <summary>Takes the next events; waits for them.</summary>
    /// <param name="block">The events; give it back when they have been looked at.</param>
    /// <returns>False when there are no more.</returns>
    /// <exception cref="OperationCanceledException">It was stopped before the end.</exception>
    /// <exception cref="Exception">What kept them from being made.</exception>
    public bool TryTake(out EventBlock block)
    {
        if (_full.TryTake(out block!, Timeout.Infinite, _user)) return true;
        _user.ThrowIfCancellationRequested(); // what was stopped has an end that is none of the events
        _failure?.Throw();
        return false;
    }

    /// <summary>Gives a block back, to be filled again.</summary>
    public void GiveBack(EventBlock block) => _free.Add(block);

    /// <summary>Stops making events and waits for the end of that.</summary>
    public void Stop()
    {
        _stop.Cancel();
        if (_isStarted) _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        Close();
        _stop.Dispose();
        _full.Dispose();
    }

    /// <summary>Makes all events, each by <see cref="Add"/>.</summary>
    protected abstract void Produce();

    /// <summary>Gives back what <see cref="Produce"/> used.</summary>
    protected abstract void Close();

    /// <summary>Adds an event when it is wanted.</summary>
    protected void Add(in DiffEvent made)
    {
        if (made.ChannelId != _lastChannelId) ChannelsMet.Add(made.ChannelId);
        _lastChannelId = made.ChannelId;
        if (ChannelId is { } only && made.ChannelId != only) return;
        _open.Events[_open.Count++] = made;
        if (_open.Count == EventBlock.CountMax) HandOver();
    }

    private void Run()
    {
        try
        {
            Produce();
            HandOver();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // nobody takes the events any more
        }
        catch (Exception failure)
        {
            HandOver(); // what came before is compared first: it may differ already
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    // A feed must not be thrown at in the middle: who is stopped drops its events until the feed has seen that too.
    private void HandOver()
    {
        try
        {
            if (_open.Count > 0 && !_stop.IsCancellationRequested) _full.Add(_open, _stop.Token);
            if (!_free.TryTake(out EventBlock? next)) next = new EventBlock();
            _open = next;
        }
        catch (OperationCanceledException)
        {
            // dropped
        }

        _open.Count = 0;
    }
}
