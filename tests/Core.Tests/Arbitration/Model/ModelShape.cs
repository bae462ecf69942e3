namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>What a line does with its copy of a packet.</summary>
internal enum Fate : byte
{
    Arrives,
    Lost,
    Duplicated,
    Damaged,
    BehindTheNext,
    BehindAll,
    TwiceBehindAll,
    NumberAhead,
    NumberFarAhead,
    NumberBehindNewer,
    TimeFarAhead,
    TimeFarBehind,
}

/// <summary>What a copy is that arrives.</summary>
internal enum CopyKind : byte
{
    Whole,
    Damaged,
    NumberAhead,
    NumberFarAhead,
    NumberBehindNewer,
    TimeFarAhead,
    TimeFarBehind,
}

/// <summary>A copy that arrives on a line.</summary>
internal readonly record struct ModelArrival(byte Id, byte Line, CopyKind Kind);

/// <summary>What the venue sends: one session of a channel and, perhaps, the one after it, which starts with number 1.</summary>
/// <param name="First">The first number of the first session.</param>
/// <param name="Count1">How many packets the first session has.</param>
/// <param name="Count2">How many packets the second session has.</param>
internal sealed record ModelShape(uint First, int Count1, int Count2)
{
    public int Count => Count1 + Count2;

    /// <summary>
    /// Whether numbers of the second session can be taken for those of the first. Where they can, a restart of which the first packets are missed looks like
    /// the sequence that goes on, and nobody can tell the two apart; where they cannot, everything is decidable.
    /// </summary>
    public bool IsAmbiguous => Count2 > 0 && First != 100;

    /// <summary>Whether the new session's first number is behind the end of the first session; otherwise it goes on with it, or is ahead of it.</summary>
    public bool HasPassedTheNewFirst => Count2 > 0 && (int)(1 - (First + (uint)Count1)) < 0;

    public int SessionOf(int id) => id < Count1 ? 0 : 1;

    public uint NumberOf(int id) => id < Count1 ? First + (uint)id : 1 + (uint)(id - Count1);

    /// <summary>The packet with a number in a session, or -1.</summary>
    public int Find(int session, uint number)
    {
        uint at = session == 0 ? number - First : number - 1;
        if (at >= (uint)(session == 0 ? Count1 : Count2)) return -1;
        return (int)at + (session == 0 ? 0 : Count1);
    }
}
