namespace FeedHandler.Client.Remote;

/// <summary>How far a request has come on the connection that stands.</summary>
internal enum RequestState
{
    /// <summary>It is to be sent.</summary>
    Unsent = 0,

    /// <summary>It was sent.</summary>
    Sent = 1,

    /// <summary>It was accepted: snapshots come.</summary>
    Beginning = 2,

    /// <summary>All its books are there.</summary>
    Level = 3,

    /// <summary>It was refused.</summary>
    Refused = 4,
}

/// <summary>One selector as a subscription of a gateway.</summary>
/// <param name="id">Its number, the same on every connection.</param>
/// <param name="selector">Which instruments.</param>
internal sealed class RemoteRequest(uint id, InstrumentSelector selector)
{
    /// <summary>Its number.</summary>
    public uint Id => id;

    /// <summary>Which instruments.</summary>
    public InstrumentSelector Selector => selector;

    /// <summary>How far it has come.</summary>
    public RequestState State { get; set; }

    /// <summary>Whether all its books were there when the connection before was lost, so that it can be gone on with.</summary>
    public bool CanResume { get; private set; }

    /// <summary>Whether something is waited for.</summary>
    public bool IsAwaited => State is RequestState.Unsent or RequestState.Sent or RequestState.Beginning;

    /// <summary>Nothing can be gone on with.</summary>
    public void ForgetBooks() => CanResume = false;

    /// <summary>The connection is another.</summary>
    /// <param name="keepsBooks">Whether books that were had are proved up to where the stream was left.</param>
    public void BeginConnection(bool keepsBooks)
    {
        CanResume = keepsBooks && (State == RequestState.Level || (CanResume && State is RequestState.Unsent or RequestState.Sent));
        State = RequestState.Unsent;
    }
}
