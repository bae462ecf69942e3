using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Backends;

/// <summary>One of those that are relayed to, and how it fares. Written by the balancer's thread, read by any.</summary>
public sealed class Backend
{
    private readonly CheckOptions _check;
    private int _goodInRow;
    private int _badInRow;

    internal Backend(BackendTarget target, int index, CheckOptions check)
    {
        Target = target;
        Index = index;
        _check = check;
        Hash = PeerHash.Of(target.Address.Host, target.Address.Port);
    }

    /// <summary>Who it is.</summary>
    public BackendTarget Target { get; }

    /// <summary>Whether it gets connections. Every one does until it is proven bad.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Why it last did not pass; empty when it always has.</summary>
    public string LastFault { get; private set; } = "";

    /// <summary>Connections now.</summary>
    public int Active { get; internal set; }

    /// <summary>Connections that it has accepted.</summary>
    public long Connections { get; internal set; }

    /// <summary>Attempts to connect that failed.</summary>
    public long ConnectFailures { get; internal set; }

    /// <summary>Connections that it broke off.</summary>
    public long Resets { get; internal set; }

    /// <summary>Checks that it passed.</summary>
    public long GoodChecks { get; private set; }

    /// <summary>Checks that it did not pass.</summary>
    public long BadChecks { get; private set; }

    /// <summary>How often it was taken out.</summary>
    public long Ejections { get; private set; }

    /// <summary>How often it was taken in again.</summary>
    public long Readmissions { get; private set; }

    internal int Index { get; }

    internal ulong Hash { get; }

    internal ulong Bit => 1UL << Index;

    /// <summary>Takes a check that it passed.</summary>
    /// <returns>Whether it is up from here on, and was not.</returns>
    internal bool Pass()
    {
        GoodChecks++;
        _badInRow = 0;
        if (IsUp || ++_goodInRow < _check.RiseCount) return false;
        IsUp = true;
        Readmissions++;
        return true;
    }

    /// <summary>Takes a check that it did not pass, or an attempt to connect that failed: both tell the same.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="isCheck">Whether it was a check.</param>
    /// <returns>Whether it is down from here on, and was not.</returns>
    internal bool Fail(string fault, bool isCheck)
    {
        if (isCheck) BadChecks++;
        else ConnectFailures++;
        LastFault = fault;
        _goodInRow = 0;
        if (!IsUp || ++_badInRow < _check.FallCount) return false;
        IsUp = false;
        _badInRow = 0;
        Ejections++;
        return true;
    }
}
