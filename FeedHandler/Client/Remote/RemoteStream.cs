using FeedHandler.Codecs.Normalized;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>How far a feed's stream was had, through all connections: what is gone on with, and what is told as lost.</summary>
/// <param name="requests">What is asked for.</param>
/// <param name="books">The books.</param>
/// <param name="delivery">When they are told.</param>
internal sealed class RemoteStream(RemoteRequests requests, RemoteBooks books, Delivery delivery)
{
    private bool _isConflated;
    private bool _hasToldLoss;
    private long _goneBehind;
    private long _leftBehind; // what was had with the connection before: of what is told on this one, one request may be ahead of another

    /// <summary>The life of the stream; 0 before the first connection.</summary>
    public long Epoch { get; private set; }

    /// <summary>Events that were lost.</summary>
    public long LostCount { get; private set; }

    /// <summary>How often the stream was another.</summary>
    public long RestartCount { get; private set; }

    /// <summary>How often a connection went on where the one before was.</summary>
    public long ResumeCount { get; private set; }

    /// <summary>Whether the feed's process is gone, as the gateway knows it.</summary>
    public bool IsFeedGone { get; private set; }

    /// <summary>Whether the feed ended by itself.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether the gateway asks to be left.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>A connection is over.</summary>
    /// <param name="isProved">Whether all that came was right, so that the next one may go on behind it.</param>
    public void LeaveConnection(bool isProved)
    {
        requests.BeginConnection(isProved && !_isConflated && !books.AwaitsOrders && delivery is Delivery.EveryEvent or Delivery.EndOfEvent);
        books.Hold();
        _leftBehind = books.Sequence;
        (_isConflated, _hasToldLoss, IsFeedGone, HasEnded, IsDraining) = (false, false, false, false, false);
    }

    /// <summary>What a request may be gone on with; null when it begins.</summary>
    public ResumePoint? PointOf(RemoteRequest request) => request.CanResume ? new ResumePoint(Epoch, _leftBehind) : null;

    /// <summary>A gateway says whose stream it has.</summary>
    public void Enter(long epoch, IBookSubscriber subscriber)
    {
        if (epoch == Epoch) return;
        bool isFirst = Epoch == 0;
        Epoch = epoch;
        if (!isFirst) Restart(subscriber);
    }

    /// <summary>A request was accepted.</summary>
    /// <returns>What is wrong with that; null for nothing.</returns>
    public string? Accept(in SubscribeAcceptedMessage accepted, IBookSubscriber subscriber)
    {
        RemoteRequest? request = requests.Find(accepted.RequestId);
        if (request is null) return "it accepted what was not asked for";
        if (request.State != RequestState.Sent) return null; // answers may come twice
        Enter(accepted.Epoch, subscriber);
        if (accepted.IsResumed)
        {
            if (!request.CanResume) return "it goes on with what was not had";
            if (requests.First(RequestState.Level) is null) ResumeCount++;
            request.State = RequestState.Level;
            books.Resume(instrument => requests.IsOf(request, instrument), _leftBehind, accepted.Sequence);
            return null;
        }

        request.State = RequestState.Beginning;
        bool hadAny = books.Lose(instrument => requests.IsOf(request, instrument));
        if (hadAny && !_hasToldLoss) TellLoss(Math.Max(0, accepted.Sequence - _leftBehind), subscriber);
        return null;
    }

    /// <summary>All of the stream up to an event was told.</summary>
    public void NoteThrough(long sequence)
    {
        if (!_isConflated && !requests.IsAwaited) books.NoteThrough(sequence);
    }

    /// <summary>An event came. Whoever makes one that is behind what there was when it was gone is there again.</summary>
    public void NoteEvent()
    {
        if (books.Sequence > _goneBehind) (IsFeedGone, HasEnded) = (false, false);
    }

    /// <summary>Takes a notice.</summary>
    public void Take(in NoticeMessage notice, IBookSubscriber subscriber)
    {
        switch (notice.Kind)
        {
            case NoticeKind.Lost or NoticeKind.FeedLost:
                Lose(notice, subscriber);
                break;
            case NoticeKind.FeedRestarted:
                Enter(notice.Epoch, subscriber);
                break;
            case NoticeKind.Conflating or NoticeKind.Level:
                Conflate(notice, subscriber);
                break;
            case NoticeKind.SnapshotsEnd when requests.Find(notice.RequestId) is { State: RequestState.Beginning } request:
                request.State = RequestState.Level;
                break;
            case NoticeKind.FeedGone or NoticeKind.FeedEnded:
                Leave(notice);
                break;
            default:
                IsDraining |= notice.Kind == NoticeKind.Draining;
                break;
        }
    }

    private void Leave(in NoticeMessage notice)
    {
        _goneBehind = notice.Sequence;
        IsFeedGone |= notice.Kind == NoticeKind.FeedGone;
        HasEnded |= notice.Kind == NoticeKind.FeedEnded;
    }

    // How many events books stand for is known behind them.
    private void Conflate(in NoticeMessage notice, IBookSubscriber subscriber)
    {
        _isConflated = notice.Kind == NoticeKind.Conflating;
        if (delivery != Delivery.EveryEvent) return;
        if (_isConflated) TellLoss(notice.Count, subscriber);
        else LostCount += notice.Count;
    }

    // Of a request that begins, its acceptance said it.
    private void Lose(in NoticeMessage notice, IBookSubscriber subscriber)
    {
        RemoteRequest? request = requests.Find(notice.RequestId);
        if (request is { State: RequestState.Beginning }) return;
        TellLoss(notice.Count, subscriber);
        books.Lose(instrument => request is null || requests.IsOf(request, instrument));
        if (request is null) requests.Begin();
        else if (request.State == RequestState.Level) request.State = RequestState.Beginning;
    }

    private void TellLoss(long count, IBookSubscriber subscriber)
    {
        _hasToldLoss = true;
        LostCount += count;
        subscriber.OnLost(count);
    }

    private void Restart(IBookSubscriber subscriber)
    {
        RestartCount++;
        (IsFeedGone, HasEnded) = (false, false);
        books.Forget();
        requests.Begin();
        requests.BeginStream();
        subscriber.OnRestart();
    }
}
