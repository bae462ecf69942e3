using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <summary>What an event's place says of what came before it.</summary>
public enum ChainLink : byte
{
    /// <summary>Nothing is missing: the event is the next one.</summary>
    Next = 0,

    /// <summary>The event is in what is known already.</summary>
    Known = 1,

    /// <summary>The instrument is not followed.</summary>
    Unfollowed = 2,

    /// <summary>An event of the instrument is missing.</summary>
    Missing = 3,

    /// <summary>An event of the whole channel is missing.</summary>
    MissingOfChannel = 4,
}

/// <summary>
/// The receiver's side of the proof that nothing is missing, of those instruments that it follows. An instrument begins with a state that is as of an event
/// of the stream; from there on each of its events says which one came before it, and which of its whole channel. It allocates nothing but for instruments
/// beyond those for which it was made.
/// </summary>
public sealed class SequenceChain
{
    private const int ChannelCount = byte.MaxValue + 1;
    private readonly Dictionary<int, long> _known; // by instrument, the event up to which all of it is known
    private readonly (long Since, long Last)[] _channels = new (long, long)[ChannelCount]; // the channel's events behind Since are known up to Last

    /// <summary>Takes the room.</summary>
    /// <param name="instrumentCount">For how many instruments.</param>
    public SequenceChain(int instrumentCount)
    {
        _known = new Dictionary<int, long>(instrumentCount);
        Clear();
    }

    /// <summary>Forgets everything: the stream is another.</summary>
    public void Clear()
    {
        _known.Clear();
        Array.Fill(_channels, (-1, -1));
    }

    /// <summary>Begins to follow an instrument, or begins anew.</summary>
    /// <param name="channel">The channel by its index.</param>
    /// <param name="instrumentIndex">The instrument.</param>
    /// <param name="sequence">The last event of the stream that is in its state.</param>
    public void Begin(byte channel, int instrumentIndex, long sequence)
    {
        _known[KeyOf(channel, instrumentIndex)] = sequence;
        ref (long Since, long Last) known = ref _channels[channel];
        if (known.Since < 0) known = (sequence, sequence);
    }

    /// <summary>Follows an instrument no longer.</summary>
    /// <param name="channel">The channel by its index.</param>
    /// <param name="instrumentIndex">The instrument.</param>
    public void End(byte channel, int instrumentIndex) => _known.Remove(KeyOf(channel, instrumentIndex));

    /// <summary>Takes an event. Behind one that is missing the instrument, or each of the channel, is to begin anew.</summary>
    /// <param name="told">The event.</param>
    /// <param name="place">Its place.</param>
    /// <returns>Whether it is the next one.</returns>
    public ChainLink Take(in MarketEvent told, in EventPlace place) =>
        told.InstrumentIndex == MarketEvent.NoInstrument ? TakeOfChannel(told.Channel, place) : TakeOfInstrument(told.Channel, told.InstrumentIndex, place);

    // What is behind a loss is known: an instrument with a state from before it is found wanting with its next event.
    private ChainLink TakeOfChannel(byte channel, in EventPlace place)
    {
        ref (long Since, long Last) known = ref _channels[channel];
        if (known.Since < 0) return ChainLink.Unfollowed;
        if (place.Sequence <= known.Last) return ChainLink.Known;
        bool isNext = place.PreviousOfChannel <= known.Last;
        known = (isNext ? known.Since : place.PreviousOfChannel, place.Sequence);
        return isNext ? ChainLink.Next : ChainLink.MissingOfChannel;
    }

    private ChainLink TakeOfInstrument(byte channel, int instrumentIndex, in EventPlace place)
    {
        ref long known = ref CollectionsMarshal.GetValueRefOrNullRef(_known, KeyOf(channel, instrumentIndex));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known)) return ChainLink.Unfollowed;
        if (place.Sequence <= known) return ChainLink.Known;
        if (place.Previous > known) return ChainLink.Missing;
        (long since, long last) = _channels[channel];
        bool isChannelKnown = place.PreviousOfChannel <= known || (since <= known && place.PreviousOfChannel <= last);
        if (!isChannelKnown) return ChainLink.MissingOfChannel;
        known = place.Sequence;
        return ChainLink.Next;
    }

    private static int KeyOf(byte channel, int instrumentIndex) => (instrumentIndex << 8) | channel;
}
