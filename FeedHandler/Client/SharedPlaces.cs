using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>The places of a shared feed's orders, which may change at any time under whoever reads them.</summary>
/// <param name="channels">The channels.</param>
/// <param name="channelCount">How many there are.</param>
/// <param name="instrumentCountMax">For how many instruments there is room.</param>
/// <param name="orders">The first place of the first channel.</param>
/// <param name="countMax">How many each channel has.</param>
internal readonly unsafe struct SharedPlaces(SharedChannel* channels, int channelCount, int instrumentCountMax, SharedOrder* orders, int countMax)
{
    /// <summary>How many channels there are; 0 where no orders are kept.</summary>
    public int ChannelCount => channelCount;

    /// <summary>For how many instruments there is room.</summary>
    public int InstrumentCountMax => instrumentCountMax;

    /// <summary>How many places each channel has; 0 where no orders are kept.</summary>
    public int CountMax => countMax;

    /// <summary>Below how many of a channel's places an order ever rested.</summary>
    public int Used(int channel) => Math.Clamp(Volatile.Read(ref channels[channel].OrdersUsed), 0, countMax);

    /// <summary>Copies a place.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="place">Which, below <see cref="Used"/>.</param>
    /// <param name="order">The copy.</param>
    /// <returns>False when it was being written all the time: look again later.</returns>
    public bool TryRead(int channel, int place, out SharedOrder order)
    {
        SharedOrder* shared = orders + ((long)channel * countMax) + place;
        return SharedDirectory.TryCopy(shared, &shared->Version, out order);
    }
}
