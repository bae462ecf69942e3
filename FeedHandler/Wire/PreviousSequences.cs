using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <summary>
/// The sender's side of the proof that nothing is missing: which event of an instrument, and which of its whole channel, came last before an event. It takes
/// every event of the feed, in order, and allocates nothing but for instruments that it has not met before.
/// </summary>
public sealed class PreviousSequences
{
    private const int ChannelCount = byte.MaxValue + 1;
    private const int FirstRoom = 256;
    private readonly long[][] _ofInstrument = new long[ChannelCount][]; // by channel and index; 0 before there was one
    private readonly long[] _ofChannel = new long[ChannelCount];
    private long _since;

    /// <summary>Begins to follow a stream.</summary>
    /// <param name="since">The last event of the stream that was not seen: what came up to there is not known.</param>
    public PreviousSequences(long since)
    {
        Array.Fill(_ofInstrument, []);
        Restart(since);
    }

    /// <summary>Begins anew: events were lost, or the stream is another.</summary>
    /// <param name="since">The last event of the stream that was not seen.</param>
    public void Restart(long since)
    {
        _since = since;
        Array.Clear(_ofChannel);
        foreach (long[] sequences in _ofInstrument) Array.Clear(sequences);
    }

    /// <summary>Takes the next event.</summary>
    /// <param name="told">The event.</param>
    /// <param name="sequence">Its number in the stream.</param>
    /// <param name="channelId">Its channel's number at the venue.</param>
    /// <returns>Its place.</returns>
    public EventPlace Take(in MarketEvent told, long sequence, int channelId)
    {
        EventPlace place = PlaceOf(told.Channel, told.InstrumentIndex, sequence, channelId);
        if (told.InstrumentIndex == MarketEvent.NoInstrument) _ofChannel[told.Channel] = sequence;
        else Room(told.Channel, told.InstrumentIndex) = sequence;
        return place;
    }

    /// <summary>The last event of a whole channel; what came before it all began, where there was none since.</summary>
    /// <param name="channel">The channel by its index.</param>
    public long OfChannel(byte channel) => Math.Max(_ofChannel[channel], _since);

    /// <summary>The place of a state that is as of an event: what came last of its instrument and of its channel.</summary>
    /// <param name="channel">The channel by its index.</param>
    /// <param name="instrumentIndex">The instrument.</param>
    /// <param name="sequence">The last event of the stream that is in the state.</param>
    /// <param name="channelId">The channel's number at the venue.</param>
    public EventPlace PlaceOf(byte channel, int instrumentIndex, long sequence, int channelId)
    {
        long ofChannel = OfChannel(channel);
        long[] ofInstrument = _ofInstrument[channel];
        long own = (uint)instrumentIndex < (uint)ofInstrument.Length ? ofInstrument[instrumentIndex] : 0;
        return new EventPlace(sequence, instrumentIndex == MarketEvent.NoInstrument ? ofChannel : Math.Max(own, _since), ofChannel, channelId);
    }

    private ref long Room(byte channel, int instrumentIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)instrumentIndex, (uint)MarketEvent.InstrumentIndexMax, nameof(instrumentIndex));
        ref long[] sequences = ref _ofInstrument[channel];
        if (instrumentIndex >= sequences.Length) Array.Resize(ref sequences, Math.Max(instrumentIndex + 1, Math.Max(FirstRoom, sequences.Length * 2)));
        return ref sequences[instrumentIndex];
    }
}
