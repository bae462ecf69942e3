namespace FeedHandler.Balance.Relaying;

/// <summary>
/// Connections that have equally long from when they were last put in: the order in which they come is that in which their time ends, so that nothing has to be
/// searched or sorted. A connection is in one list at most.
/// </summary>
/// <param name="durationMs">How long each has.</param>
internal sealed class DeadlineList(int durationMs)
{
    private RelayConnection? _first;
    private RelayConnection? _last;

    /// <summary>When the first one's time ends; none when the list is empty.</summary>
    public long NextMs => _first?.DeadlineMs ?? long.MaxValue;

    /// <summary>Puts a connection in, from whatever list it was in.</summary>
    public void Add(RelayConnection connection, long nowMs)
    {
        connection.Deadlines?.Remove(connection);
        connection.Deadlines = this;
        connection.DeadlineMs = nowMs + durationMs;
        connection.Earlier = _last;
        if (_last is null) _first = connection;
        else _last.Later = connection;
        _last = connection;
    }

    /// <summary>Takes a connection out.</summary>
    public void Remove(RelayConnection connection)
    {
        if (connection.Earlier is null) _first = connection.Later;
        else connection.Earlier.Later = connection.Later;
        if (connection.Later is null) _last = connection.Earlier;
        else connection.Later.Earlier = connection.Earlier;
        (connection.Earlier, connection.Later, connection.Deadlines) = (null, null, null);
    }

    /// <summary>The first one whose time has ended, or null; it stays in.</summary>
    public RelayConnection? Expired(long nowMs) => _first is { } first && first.DeadlineMs <= nowMs ? first : null;
}
