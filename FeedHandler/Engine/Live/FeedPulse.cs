using System.Runtime.InteropServices;

namespace FeedHandler.Engine;

/// <summary>
/// When the feed thread began its last poll: whoever asks whether it goes on asks this. The thread stores the time that it has read anyway, on cache lines
/// that it shares with nothing else.
/// </summary>
internal sealed class FeedPulse
{
    private Padded _pulse;

    /// <summary>Nanoseconds of the steady clock; 0 before the first poll.</summary>
    public long LastPollNs => Volatile.Read(ref _pulse.LastPollNs);

    /// <summary>Tells, on the feed thread.</summary>
    /// <param name="nowNs">Nanoseconds of the steady clock.</param>
    public void OnPoll(long nowNs) => Volatile.Write(ref _pulse.LastPollNs, nowNs);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Padded
    {
        [FieldOffset(128)]
        public long LastPollNs;
    }
}
