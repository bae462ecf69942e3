namespace FeedHandler.Ring;

/// <content>Reading again what was read, as long as it is there.</content>
public sealed unsafe partial class BroadcastReader<TEvent>
{
    /// <summary>Takes events once more that this reader has read, or passed by when it joined. It goes on where it was.</summary>
    /// <returns>
    /// <see cref="BroadcastRead.Taken"/>; <see cref="BroadcastRead.Empty"/> where it has not come to yet; <see cref="BroadcastRead.Lapped"/> when the first of
    /// them is not there any more, or is of an earlier life of the writer.
    /// </returns>
    /// <param name="first">The sequence of the first.</param>
    /// <param name="destination">Takes them from its start.</param>
    /// <param name="takenCount">How many were taken.</param>
    public BroadcastRead ReadPast(long first, Span<TEvent> destination, out int takenCount)
    {
        takenCount = 0;
        if (first >= _own.Next || destination.IsEmpty) return BroadcastRead.Empty;
        if (first < FirstOfEpoch(out long number) || number != _own.EpochNumber || !IsWhole(first)) return BroadcastRead.Lapped;
        int count = (int)Math.Min(destination.Length, _own.Next - first);
        Copy(first, destination[..count]);
        if (!IsWhole(first)) return BroadcastRead.Lapped;
        takenCount = count;
        return BroadcastRead.Taken;
    }
}
