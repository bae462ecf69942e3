namespace FeedHandler.Replay.Simulator;

/// <summary>How a channel's match events follow each other in time, and how full its packets are.</summary>
public enum MarketProfile
{
    /// <summary>Events at an even rate, each mostly in a packet of its own, with silences of heartbeats.</summary>
    Steady,

    /// <summary>
    /// Some thousand packets a second on average, in bursts of a hundred thousand a second; packets are mostly small, and many of those of bursts are full.
    /// There are no silences.
    /// </summary>
    Burst,
}

/// <summary>Chooses the time of each match event and the end of each packet, by seed.</summary>
/// <param name="random">Where every choice comes from.</param>
/// <param name="profile">How events follow each other.</param>
/// <param name="packetBytesMax">The largest packet.</param>
/// <param name="eventsPerSecond">How many there are in a second on average; 0 for the profile's own pace. Bursts are as fast as ever.</param>
internal sealed class EventPace(SeededRandom random, MarketProfile profile, int packetBytesMax, int eventsPerSecond = 0)
{
    private const double NsPerSecond = 1e9;
    private const double SteadyGapNs = 100_500; // the means of what is chosen below
    private const double CalmGapNs = 760_000;
    private const double BurstGapNs = 2_100;
    private const double BurstShare = 0.706; // of all events: 300 for each burst, which begins at 8 of a thousand others
    private const int OwnPerMille = 800; // packets that the next event does not share
    private const int BurstPerMille = 8; // events at which a burst begins
    private const int FullPerMille = 300; // packets of bursts that are filled
    private readonly double _gapFactor = FactorOf(profile, eventsPerSecond);
    private readonly double _delayFactor = Math.Min(1, FactorOf(profile, eventsPerSecond));
    private int _burstLeft;
    private bool _isFilling;

    /// <summary>From the event before to the next, and from that to its packet, in nanoseconds.</summary>
    public (long GapNs, long DelayNs) Next()
    {
        if (profile == MarketProfile.Steady) return Paced(random.Between(1_000, 200_000), random.Between(2_000, 20_000));
        if (_burstLeft == 0 && random.PerMille(BurstPerMille)) _burstLeft = random.Between(100, 500);
        if (_burstLeft == 0) return Paced(random.Between(20_000, 1_500_000), random.Between(2_000, 20_000));
        _burstLeft--;
        return (random.Between(200, 4_000), random.Between(200, 1_000));
    }

    /// <summary>Whether the packet in progress ends with the last event.</summary>
    /// <param name="packetBytes">Its bytes so far.</param>
    public bool EndsPacket(int packetBytes)
    {
        if (profile == MarketProfile.Steady) return random.PerMille(OwnPerMille);
        _isFilling = _burstLeft != 0 && (_isFilling || random.PerMille(FullPerMille));
        if (_isFilling && packetBytes < packetBytesMax * 4 / 5) return false;
        _isFilling = false;
        return true;
    }

    private (long GapNs, long DelayNs) Paced(int gapNs, int delayNs) => ((long)(gapNs * _gapFactor), (long)(delayNs * _delayFactor));

    private static double FactorOf(MarketProfile profile, int eventsPerSecond)
    {
        if (eventsPerSecond == 0) return 1;
        double meanNs = NsPerSecond / eventsPerSecond;
        return profile == MarketProfile.Steady ? meanNs / SteadyGapNs : Math.Max(0, (meanNs - (BurstShare * BurstGapNs)) / (1 - BurstShare) / CalmGapNs);
    }
}
