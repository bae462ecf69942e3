using FeedHandler.Replay.Slicing;

namespace FeedHandler.Replay.Shrinking;

/// <summary>Keeps frames by their places among all frames.</summary>
/// <param name="places">The places, from 0, in ascending order.</param>
public sealed class FrameChoice(IReadOnlyList<int> places) : ISliceChoice
{
    private int _next;

    /// <inheritdoc/>
    public SliceReason Judge(in SliceFrame frame)
    {
        if (_next == places.Count || places[_next] != frame.FrameNumber - 1) return SliceReason.Packet;
        _next++;
        return SliceReason.Kept;
    }
}
