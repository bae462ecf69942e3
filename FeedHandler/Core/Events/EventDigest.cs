using System.Runtime.CompilerServices;

namespace FeedHandler.Core.Events;

/// <summary>
/// A 64-bit digest of an event stream. Equal digests mean equal events in equal order: the same feed gives the same digest whichever line
/// was
/// faster, however the packets were batched, with a ring or without.
/// </summary>
public struct EventDigest
{
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
        ref var first = ref Unsafe.As<MarketEvent, byte>(ref Unsafe.AsRef(in marketEvent));
        var state = _state;
        for (var offset = 0; offset < 40; offset += sizeof(ulong))
        {
            state = Mix(state ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, offset)));
        }

        var tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 40)) & 0x0000_FFFF_FFFF_FFFF;
        _state = Mix(state ^ tail);
        Count++;
    }

    private static ulong Mix(ulong value)
    {
        var product = value * Multiplier;
        return product ^ (product >> 32);
    }
}
