using System.Runtime.InteropServices;

namespace FeedHandler.Replay.Captures;

/// <summary>How much of captures was read, in bytes of their files, packed or not.</summary>
/// <param name="Done">What was read.</param>
/// <param name="Total">What there is; 0 when that is not known, as of a pipe.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReadShare(long Done, long Total)
{
    /// <summary>Of two of them what is known of both; nothing when of one nothing is known.</summary>
    /// <param name="other">The other.</param>
    public ReadShare With(ReadShare other) => Total == 0 || other.Total == 0 ? default : new ReadShare(Done + other.Done, Total + other.Total);
}
