using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>
/// Whether two events are the same: what the digest is made of, with the instrument's id in the place of its index. Receive times, stamps and the
/// numbers that a process gives are not looked at. Where one was read from a line, only what lines hold is compared.
/// </summary>
internal static class EventIdentity
{
    private const int PlaceOffset = sizeof(uint);

    /// <summary>Whether an event is compared at all: what only tells of one machine is in no digest.</summary>
    public static bool IsOfFeed(in MarketEvent marketEvent) => marketEvent.Kind is not (EventKind.Doubt or EventKind.DoubtEnd);

    /// <summary>Whether two events of one channel are the same.</summary>
    public static bool AreEqual(in DiffEvent a, in DiffEvent b)
    {
        if (a.SecurityId != b.SecurityId || !AreSymbolsEqual(a, b)) return false;
        return a.IsLine == b.IsLine ? AreBytesEqual(a.Event, b.Event) : AreBytesEqual(LineForm.Of(a.Event), LineForm.Of(b.Event));
    }

    /// <summary>Whether the symbols are the same, or one of them was not told.</summary>
    public static bool AreSymbolsEqual(in DiffEvent a, in DiffEvent b) => a.Symbol is null || b.Symbol is null || a.Symbol == b.Symbol;

    private static bool AreBytesEqual(in MarketEvent a, in MarketEvent b)
    {
        ReadOnlySpan<byte> first = BytesOf(a);
        ReadOnlySpan<byte> second = BytesOf(b);
        return first[..PlaceOffset].SequenceEqual(second[..PlaceOffset]) && first[sizeof(ulong)..].SequenceEqual(second[sizeof(ulong)..]);
    }

    // Of an order its priority is part of the digest, too.
    private static unsafe ReadOnlySpan<byte> BytesOf(in MarketEvent marketEvent) =>
        new(Unsafe.AsPointer(ref Unsafe.AsRef(in marketEvent)), MarketEvent.DigestBytes + (marketEvent.Kind == EventKind.Order ? sizeof(ulong) : 0));
}
