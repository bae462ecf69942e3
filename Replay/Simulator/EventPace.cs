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
internal sealed class EventPace(SeededRandom random, MarketProfile profile, int packetBytesMax)
{
    private const int OwnPerMille = 800; // packets that the next event does not share
    private const int BurstPerMille = 8; // events at which a burst begins
    private const int FullPerMille = 200; // packets of bursts that are filled
    private int _burstLeft;
    private bool _isFilling;

    /// <summary>From the event before to the next, and from that to its packet, in nanoseconds.</summary>
    public (int GapNs, int DelayNs) Next()
    {
        if (profile == MarketProfile.Steady) return (random.Between(1_000, 200_000), random.Between(2_000, 20_000));
        if (_burstLeft == 0 && random.PerMille(BurstPerMille)) _burstLeft = random.Between(100, 500);
        if (_burstLeft == 0) return (random.Between(20_000, 1_500_000), random.Between(2_000, 20_000));
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
}
