namespace FeedHandler.Receivers;

/// <summary>
/// The membership of one group of a receiver, which joins it when it opens. Where a thread that may wait takes it over, before any polls, that thread leaves
/// and joins while another polls, which never waits for it; while the group is left, nothing of it is handed over. Any thread may read how it stands.
/// </summary>
public abstract class GroupMembership
{
    // A group that is joined twice is joined (EADDRINUSE).
    private const int AlreadyJoined = 98;
    private bool _isLeft; // written by the thread that took it over (volatile), read by any
    private long _joinCount = 1; // the same
    private long _errorCount; // the same

    /// <summary>Whether the group is joined.</summary>
    public bool IsJoined => !Volatile.Read(ref _isLeft);

    /// <summary>How often it was joined, with the first time.</summary>
    public long JoinCount => Volatile.Read(ref _joinCount);

    /// <summary>How often it could not be joined or left.</summary>
    public long ErrorCount => Volatile.Read(ref _errorCount);

    /// <summary>Whether another thread than the polling one looks after it.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Takes it over, for good: from here on the polling thread does not look after it. Before any thread polls.</summary>
    public void Take() => IsTaken = true;

    /// <summary>Joins the group.</summary>
    /// <returns>0, or the system's error number (errno(3)): the group is left still.</returns>
    public int Join()
    {
        int errno = JoinGroup();
        if (errno is not (0 or AlreadyJoined)) return Fail(errno);
        Volatile.Write(ref _isLeft, false);
        CountJoin();
        return 0;
    }

    /// <summary>Leaves the group.</summary>
    /// <returns>0, or the system's error number (errno(3)): it was a member no more, as when the interface has gone.</returns>
    public int Leave()
    {
        Volatile.Write(ref _isLeft, true);
        int errno = LeaveGroup();
        return errno == 0 ? 0 : Fail(errno);
    }

    /// <summary>Joins anew where the interface was replaced by another of its name. To be called by the thread that took it over, every now and then.</summary>
    public virtual void KeepUp()
    {
    }

    /// <summary>Has the system join it.</summary>
    /// <returns>0, or the system's error number (errno(3)).</returns>
    protected abstract int JoinGroup();

    /// <summary>Has the system leave it.</summary>
    /// <returns>0, or the system's error number (errno(3)).</returns>
    protected abstract int LeaveGroup();

    private protected void CountJoin() => Volatile.Write(ref _joinCount, _joinCount + 1);

    private protected int Fail(int errno)
    {
        Volatile.Write(ref _errorCount, _errorCount + 1);
        return errno;
    }
}
