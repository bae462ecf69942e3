namespace FeedHandler.Balance.Relaying;

/// <summary>What an event is about, in the 64 bits that the kernel brings back with it.</summary>
/// <param name="Kind">What kind of socket.</param>
/// <param name="Index">Which of them.</param>
/// <param name="Generation">Which socket of that place: one that is closed may still have events in the batch at hand.</param>
internal readonly record struct RelayTag(RelayTagKind Kind, int Index, uint Generation)
{
    private const int KindBits = 3;

    /// <summary>In 64 bits.</summary>
    public ulong Bits => ((ulong)Generation << 32) | ((uint)Index << KindBits) | (uint)Kind;

    /// <summary>Out of 64 bits.</summary>
    public static RelayTag Of(ulong bits) =>
        new((RelayTagKind)(bits & ((1 << KindBits) - 1)), (int)((uint)bits >> KindBits), (uint)(bits >> 32));
}

/// <summary>What kind of socket an event is about.</summary>
internal enum RelayTagKind
{
    /// <summary>What listens.</summary>
    Listener = 0,

    /// <summary>The pipe that wakes the loop.</summary>
    Wake = 1,

    /// <summary>The client's end of a connection.</summary>
    Client = 2,

    /// <summary>The backend's end.</summary>
    Server = 3,

    /// <summary>The check of a backend.</summary>
    Check = 4,
}
