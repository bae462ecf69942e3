namespace FeedHandler.Core.Events;

/// <content>What shares a word: instrument and channel, stamp and delay.</content>
public partial struct MarketEvent
{
    private const int ChannelBits = 8;
    private const int DelayBits = 16;
    private const long StampMask = (1L << (64 - DelayBits)) - 1;

    // What of the first two words is no function of a channel's own feed: the number that this process gave the channel.
    internal const ulong ChannelMask = 0xFFUL << 32;

    /// <summary>An instrument of a channel in one word.</summary>
    internal static int PlaceOf(int instrumentIndex, byte channel) => (instrumentIndex << ChannelBits) | channel;

    /// <summary>The dense index of the instrument in its channel, up to <see cref="InstrumentIndexMax"/>, or <see cref="NoInstrument"/>.</summary>
    public int InstrumentIndex
    {
        readonly get => Place >> ChannelBits;
        set => Place = (value << ChannelBits) | (byte)Place;
    }

    /// <summary>The channel, by its index in the feed map; with <see cref="InstrumentIndex"/> it names an instrument.</summary>
    public byte Channel
    {
        readonly get => (byte)Place;
        set => Place = (Place & ~byte.MaxValue) | value;
    }

    /// <summary>The stage clock's ticks when the packet entered the feed thread, modulo 2^48 as a signed number; 0 without stamps. Setting it sets
    /// <see cref="PublishDelayNs"/> to 0.</summary>
    public long StampTicks
    {
        readonly get => _stamp << DelayBits >> DelayBits;
        set => _stamp = value & StampMask;
    }

    /// <summary>How many ticks have passed since the packet entered the feed thread: up to 2^47, about 13 hours at 3 GHz.</summary>
    /// <param name="nowTicks">The stage clock's ticks now.</param>
    public readonly long TicksSince(long nowTicks) => (nowTicks - _stamp) << DelayBits >> DelayBits;
}
