namespace FeedHandler.Client.Remote;

/// <summary>All that is asked for. An instrument that several selectors take is the first one's, here as at the gateway.</summary>
internal sealed class RemoteRequests
{
    private readonly List<RemoteRequest> _all = [];

    /// <summary>Takes instruments that are asked for.</summary>
    public RemoteRequests() => IsWanted = instrument => OwnerOf(instrument) is not null;

    /// <summary>Whether an instrument was asked for.</summary>
    public Predicate<SubscribedInstrument> IsWanted { get; }

    /// <summary>Whether anything is waited for.</summary>
    public bool IsAwaited
    {
        get
        {
            foreach (RemoteRequest request in _all)
            {
                if (request.IsAwaited) return true;
            }

            return false;
        }
    }

    /// <summary>Whether all was answered, one way or the other.</summary>
    public bool IsAnswered => _all.TrueForAll(static request => request.State is not (RequestState.Unsent or RequestState.Sent));

    /// <summary>Whether any of it is given.</summary>
    public bool IsServed => _all.Count == 0 || _all.Exists(static request => request.State != RequestState.Refused);

    /// <summary>Asks for more.</summary>
    public void Add(InstrumentSelector selector) => _all.Add(new RemoteRequest((uint)_all.Count + 1, selector));

    /// <summary>A request by its number; null where there is none.</summary>
    public RemoteRequest? Find(uint id) => id >= 1 && id <= _all.Count ? _all[(int)id - 1] : null;

    /// <summary>The first of a state; null where there is none.</summary>
    public RemoteRequest? First(RequestState state)
    {
        foreach (RemoteRequest request in _all)
        {
            if (request.State == state) return request;
        }

        return null;
    }

    /// <summary>How many are of a state.</summary>
    public int CountOf(RequestState state)
    {
        int count = 0;
        foreach (RemoteRequest request in _all) count += request.State == state ? 1 : 0;
        return count;
    }

    /// <summary>The connection is another.</summary>
    /// <param name="keepsBooks">Whether books that were had are proved up to where the stream was left.</param>
    public void BeginConnection(bool keepsBooks)
    {
        foreach (RemoteRequest request in _all) request.BeginConnection(keepsBooks);
    }

    /// <summary>Snapshots of all that is given come again.</summary>
    public void Begin()
    {
        foreach (RemoteRequest request in _all)
        {
            if (request.State == RequestState.Level) request.State = RequestState.Beginning;
        }
    }

    /// <summary>The stream is another: nothing of it was had.</summary>
    public void BeginStream()
    {
        foreach (RemoteRequest request in _all) request.ForgetBooks();
    }

    /// <summary>Whether an instrument is a request's.</summary>
    public bool IsOf(RemoteRequest request, SubscribedInstrument instrument) => OwnerOf(instrument) == request;

    private RemoteRequest? OwnerOf(SubscribedInstrument instrument) =>
        _all.Find(request => request.State != RequestState.Refused && request.Selector.Takes(instrument));
}
