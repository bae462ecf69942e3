using System.Runtime.CompilerServices;

namespace FeedHandler.Core.Events;

/// <summary>
/// A 64-bit digest of the event stream of one channel, definition <see cref="Version"/>. Equal digests mean equal events in equal order: the same feed
/// gives the same digest whichever line was faster, however the packets were batched, with a ring of any size or without. What only this machine did
/// (<see cref="EventKind.Doubt"/>, stamps, the channel's number in this process) is no part of it.
/// </summary>
public struct EventDigest
{
    /// <summary>The definition: 2 is the first 48 bytes of each event, six words, the channel's byte taken as 0, of an order
    /// its priority as a seventh; the two kinds of doubt are left out.</summary>
    public const int Version = 2;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>How many events were added.</summary>
    public long Count { get; private set; }

    /// <summary>The digest of everything added so far.</summary>
    public readonly ulong Value => Mix(_state ^ (ulong)Count);

    /// <summary>Adds an event, as far as it is a function of the feed (<see cref="MarketEvent.DigestBytes"/>).</summary>
    /// <param name="marketEvent">The event.</param>
    public void Add(in MarketEvent marketEvent)
    {
        if (marketEvent.Kind is EventKind.Doubt or EventKind.DoubtEnd) return;
        ref byte first = ref Unsafe.As<MarketEvent, byte>(ref Unsafe.AsRef(in marketEvent));
        ulong state = Mix(_state ^ (Unsafe.ReadUnaligned<ulong>(ref first) & ~MarketEvent.ChannelMask));
        for (int offset = sizeof(ulong); offset < MarketEvent.DigestBytes; offset += sizeof(ulong))
        {
            state = Mix(state ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, offset)));
        }

        _state = marketEvent.Kind == EventKind.Order ? Mix(state ^ marketEvent.Priority) : state;
        Count++;
    }

    /// <summary>Adds an event to the digest of its instrument alone, in which the instrument's number in this process is no part either.</summary>
    /// <param name="marketEvent">The event, of the instrument.</param>
    public void AddOfInstrument(in MarketEvent marketEvent)
    {
        MarketEvent own = marketEvent;
        own.Place = 0;
        Add(own);
    }

    /// <summary>The digest of several channels, whose events may come in any order relative to each other.</summary>
    /// <param name="channels">The channels' ids at the venue and their digests, in ascending order of the ids.</param>
    /// <returns>The digest of the only channel, or one over all of them.</returns>
    public static ulong Combine(ReadOnlySpan<(int ChannelId, ulong Value)> channels)
    {
        if (channels.Length == 1) return channels[0].Value;
        ulong state = 0UL;
        foreach ((int channelId, ulong value) in channels) state = Mix(Mix(state ^ (uint)channelId) ^ value);
        return state;
    }

    private static ulong Mix(ulong value)
    {
        ulong product = value * Multiplier;
        return product ^ (product >> 32);
    }
}
