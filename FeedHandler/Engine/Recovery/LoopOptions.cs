namespace FeedHandler.Engine;

/// <summary>When the groups of loops that heal channels are joined: of snapshots, of snapshots of orders, and of definitions.</summary>
public sealed record LoopOptions
{
    /// <summary>The shortest quiet time in milliseconds: what joins take is longer.</summary>
    public const int QuietMsMin = 10;

    /// <summary>The longest quiet time in milliseconds.</summary>
    public const int QuietMsMax = 3_600_000;

    /// <summary>Whether they stay joined from the start to the end; where not, they are members while a channel needs what they tell.</summary>
    public bool StayJoined { get; init; }

    /// <summary>
    /// How long nothing may need a loop before its groups are left: a group is joined no more often than once in this time, and a loss soon behind another
    /// finds it joined.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);
}
