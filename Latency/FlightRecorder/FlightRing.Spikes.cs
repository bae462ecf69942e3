using System.Runtime.CompilerServices;

namespace FeedHandler.Latency.FlightRecorder;

/// <content>What is over the budget, and the word by which the feed thread and a cold one take turns.</content>
public sealed unsafe partial class FlightRing
{
    private const int Resting = 0;
    private const int Armed = 1;
    private const int Held = 2;

    // Whose turn it is: the feed thread goes from Armed to Held (release, acquire), the cold thread from Held to Resting and on to Armed.
    private int _turn;

    // Written by the feed thread, read by anybody in passing; what is of the spike, before the turn is given away.
    private long _overCount;
    private FlightSpike _worst;
    private FlightSpike _spike;

    /// <summary>Packets that were over the budget.</summary>
    public long OverCount => Volatile.Read(ref _overCount);

    /// <summary>Packets that were recorded.</summary>
    public long RecordedCount => Volatile.Read(ref _number);

    /// <summary>The packet that took longest; of 0 ns where none was over the budget. Exact once the feed thread has ended.</summary>
    public FlightSpike Worst => _worst;

    /// <summary>Lets the next packet over the budget be a spike that is to be saved. For the cold thread, when it has taken the one before.</summary>
    public void Arm() => Volatile.Write(ref _turn, Armed);

    /// <summary>Gives the ring back to the feed thread. For the cold thread, when it has taken a spike.</summary>
    public void Release() => Volatile.Write(ref _turn, Resting);

    /// <summary>Whether there is a spike to be saved. For the cold thread.</summary>
    /// <param name="spike">It; the ring keeps what is around it until <see cref="Release"/>.</param>
    public bool TryTake(out FlightSpike spike)
    {
        spike = default;
        if (Volatile.Read(ref _turn) != Held) return false;
        spike = _spike;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnOver(long number, (long RxNs, int Group, long BeginTicks, long StartTicks, long EndTicks) packet)
    {
        Volatile.Write(ref _overCount, _overCount + 1);
        FlightSpike spike = new()
        {
            Number = number,
            RxNs = packet.RxNs,
            Group = packet.Group,
            ReceiveNs = NsOf(packet.StartTicks - packet.BeginTicks),
            WayNs = NsOf(packet.EndTicks - packet.StartTicks),
            Stages = new FlightStages(_stages, NsPerTick),
        };
        if (spike.TotalNs > _worst.TotalNs) _worst = spike;
        if (number == _number || Volatile.Read(ref _turn) != Armed) return;
        _spike = spike;
        _limit = number + _after + 1;
        Volatile.Write(ref _turn, Held);
    }

    // The packets behind a spike are there: nothing is recorded until the cold thread has taken them. What comes meanwhile is not beside what comes then.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Resumes()
    {
        if (Volatile.Read(ref _turn) == Held)
        {
            _hasPassedOver = true;
            return false;
        }

        if (_hasPassedOver) Volatile.Write(ref _oldest, _number);
        (_limit, _hasPassedOver) = (long.MaxValue, false);
        return true;
    }

    private long NsOf(long ticks) => (long)(ticks * NsPerTick);
}
