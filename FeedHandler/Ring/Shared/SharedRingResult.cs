using FeedHandler.Native;

namespace FeedHandler.Ring;

/// <summary>How the opening of a shared ring ended, and why.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">One line for a log: which file, what was wrong, what to do.</param>
public readonly record struct SharedRingResult(SharedRingStatus Status, string Detail)
{
    /// <summary>Whether the ring is open.</summary>
    public bool IsOpened => Status == SharedRingStatus.Opened;

    /// <summary>The reason alone.</summary>
    public override string ToString() => $"{Status}: {Detail}";

    internal static SharedRingResult Refused(NativeResult call) => call.Status == NativeStatus.NotSupported
        ? new(SharedRingStatus.NotSupported, $"{call}")
        : new(SharedRingStatus.SystemRefused, $"{call}");
}
