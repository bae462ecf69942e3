using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using FeedHandler.Core.Frames;

namespace FeedHandler.Receivers.Frames;

/// <summary>
/// The groups of one interface: says which group a frame belongs to, and counts it. What belongs to none is counted with the interface's
/// first group.
/// </summary>
internal sealed class FrameGroups
{
    private readonly Entry[] _entries;
    private readonly short[] _slots;
    private readonly int _payloadBytesMax;

    /// <summary>Takes over the groups of an interface.</summary>
    /// <param name="groups">The groups; at least one, at most 4096.</param>
    /// <param name="all">All groups of the receiver; packets carry a group's place in this list.</param>
    /// <param name="payloadBytesMax">Bytes of the longest payload to hand on.</param>
    /// <param name="drops">Sums up what is lost of all groups.</param>
    internal FrameGroups(IReadOnlyList<LineGroup> groups, IReadOnlyList<LineGroup> all, int payloadBytesMax, DropTotal drops)
    {
        Groups = groups;
        _payloadBytesMax = payloadBytesMax;
        _entries = new Entry[groups.Count];
        for (int i = 0; i < _entries.Length; i++) _entries[i] = new Entry(groups[i], IndexOf(groups[i], all), drops);
        Counters = Array.ConvertAll(_entries, static entry => entry.Counters);

        // Four times as many slots as groups: hardly any search goes beyond its first slot.
        _slots = new short[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)groups.Count * 4)];
        for (int i = 0; i < _entries.Length; i++)
        {
            int slot = SlotOf(_entries[i].Destination, _entries[i].Port);
            while (_slots[slot] != 0) slot = Next(slot);
            _slots[slot] = (short)(i + 1);
        }
    }

    /// <summary>The groups.</summary>
    internal IReadOnlyList<LineGroup> Groups { get; }

    /// <summary>What became of each group's packets, in the same order.</summary>
    internal IReadOnlyList<GroupCounters> Counters { get; }

    /// <summary>With what cannot be told apart by group.</summary>
    internal GroupCounters First => _entries[0].Counters;

    /// <summary>Reads a frame and counts it.</summary>
    /// <param name="frame">The frame, from the Ethernet header on.</param>
    /// <param name="payload">What it carries; valid as long as the frame.</param>
    /// <param name="group">The group, by its place among the receiver's.</param>
    /// <returns>Whether it is a packet to hand on.</returns>
    internal bool TryAccept(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> payload, out int group)
    {
        FrameOutcome outcome = FrameParser.ReadReceived(frame, out FrameLayout layout);
        payload = default;
        group = 0;
        if (outcome != FrameOutcome.Udp)
        {
            Refuse(outcome);
            return false;
        }

        Entry? entry = Find(frame, in layout);
        if (entry is null || Volatile.Read(ref entry.IsLeft)) return false;
        payload = layout.PayloadOf(frame);
        group = entry.Index;
        if (payload.Length > _payloadBytesMax)
        {
            entry.Counters.AddTruncated();
            return false;
        }

        entry.Counters.AddPacket(payload.Length);
        return true;
    }

    /// <summary>Has a group's packets handed on, or passed over. Any thread may say so.</summary>
    /// <param name="place">The group's place among <see cref="Groups"/>.</param>
    /// <param name="isAdmitted">Whether they are handed on.</param>
    internal void Admit(int place, bool isAdmitted) => Volatile.Write(ref _entries[place].IsLeft, !isAdmitted);

    /// <summary>Counts a frame that is in several pieces of memory, which are not put together.</summary>
    internal void RefuseChained() => First.AddTruncated();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(FrameOutcome outcome)
    {
        if (outcome is FrameOutcome.NotIp or FrameOutcome.NotUdp) First.AddForeign();
        else First.AddMalformed();
    }

    // Two groups may differ in their source alone: the search goes on behind one whose source is another.
    private Entry? Find(ReadOnlySpan<byte> frame, in FrameLayout layout)
    {
        UInt128 destination = layout.DestinationOf(frame);
        int port = layout.DestinationPortOf(frame);
        Entry? near = null;
        for (int slot = SlotOf(destination, port); _slots[slot] != 0; slot = Next(slot))
        {
            Entry entry = _entries[_slots[slot] - 1];
            if (entry.Port != port || entry.Destination != destination) continue;
            if (entry.Source == 0 || entry.Source == layout.SourceOf(frame)) return entry;
            near = entry;
        }

        (near ?? _entries[0]).Counters.AddForeign();
        return null;
    }

    private int SlotOf(UInt128 destination, int port)
    {
        // Groups of one venue differ in their last bytes: a multiplication spreads those (Knuth, TAOCP 6.4).
        uint hash = ((uint)(ulong)destination ^ ((uint)port << 16)) * 2654435769u;
        return (int)(hash >> 16) & (_slots.Length - 1);
    }

    private static int IndexOf(LineGroup group, IReadOnlyList<LineGroup> all)
    {
        for (int i = 0; i < all.Count; i++)
        {
            if (ReferenceEquals(all[i], group)) return i;
        }

        throw new ArgumentException($"{group.Group} is not among the receiver's groups.", nameof(group));
    }

    // As a frame's layout gives them.
    private static UInt128 ValueOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private sealed class Entry(LineGroup group, int index, DropTotal drops)
    {
        internal readonly UInt128 Destination = ValueOf(group.Group.Address);
        internal readonly UInt128 Source = group.Source is null ? 0 : ValueOf(group.Source);
        internal readonly int Port = group.Group.Port;
        internal readonly int Index = index;
        internal readonly GroupCounters Counters = new(drops);
        internal bool IsLeft; // written by the thread that leaves and joins (volatile), read by the polling one: nothing is handed on of a group that was left
    }
}
