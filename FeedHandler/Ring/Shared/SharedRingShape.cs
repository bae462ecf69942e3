using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace FeedHandler.Ring;

/// <summary>What a shared ring holds and where, with a check over all of it.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct SharedRingShape
{
    /// <summary>The size.</summary>
    internal const int Bytes = 56;

    [FieldOffset(0)]
    internal int LayoutVersion;

    [FieldOffset(4)]
    internal int EventBytes;

    [FieldOffset(8)]
    internal ulong EventHash;

    [FieldOffset(16)]
    internal int Capacity;

    [FieldOffset(20)]
    internal int SlotBytes;

    /// <summary>Where the annex begins: memory of the writer's own use, with its first page behind the header's.</summary>
    [FieldOffset(24)]
    internal int AnnexOffset;

    /// <summary>What the annex is, a number of who laid it out; 0 where there is none.</summary>
    [FieldOffset(28)]
    internal uint AnnexKind;

    /// <summary>Where the slots begin, and the annex ends.</summary>
    [FieldOffset(32)]
    internal long SlotsOffset;

    [FieldOffset(40)]
    internal long FileBytes;

    /// <summary>FNV-1a of the fields above.</summary>
    [FieldOffset(48)]
    internal ulong Check;

    /// <summary>The shape of a ring of this program.</summary>
    internal static SharedRingShape Of<[DynamicallyAccessedMembers(EventHashes.Members)] TEvent>(int capacity, SharedAnnexShape annex)
        where TEvent : unmanaged
    {
        int pageBytes = Environment.SystemPageSize;
        SharedRingShape shape = new()
        {
            LayoutVersion = SharedRingHeader.LayoutVersion,
            EventBytes = Unsafe.SizeOf<TEvent>(),
            EventHash = EventHashes.Of<TEvent>(),
            Capacity = capacity,
            SlotBytes = SlotSize.Packed<TEvent>(),
            AnnexOffset = pageBytes,
            AnnexKind = annex.Kind,
            SlotsOffset = pageBytes + ((annex.Bytes + pageBytes - 1) / pageBytes * pageBytes),
        };
        shape.FileBytes = shape.SlotsOffset + ((long)capacity * shape.SlotBytes);
        shape.Check = shape.ComputeCheck();
        return shape;
    }

    /// <summary>Whether the fields agree with the check and with each other, so that nothing in them leads out of the file.</summary>
    internal readonly bool IsConsistent =>
        Check == ComputeCheck() && Capacity >= 2 && BitOperations.IsPow2(Capacity) && EventBytes > 0 && SlotBytes >= EventBytes
        && AnnexOffset >= SharedRingHeader.Bytes && AnnexOffset % Environment.SystemPageSize == 0
        && SlotsOffset >= AnnexOffset && SlotsOffset <= long.MaxValue / 2 && SlotsOffset % Environment.SystemPageSize == 0
        && FileBytes == SlotsOffset + ((long)Capacity * SlotBytes);

    /// <summary>Whether another has its slots and its annex in the same places.</summary>
    internal readonly bool IsLike(in SharedRingShape other) =>
        Capacity == other.Capacity && AnnexOffset == other.AnnexOffset && AnnexKind == other.AnnexKind && SlotsOffset == other.SlotsOffset;

    private readonly ulong ComputeCheck() =>
        EventHashes.Add(EventHashes.Seed, MemoryMarshal.AsBytes(new ReadOnlySpan<SharedRingShape>(in this))[..(Bytes - sizeof(ulong))]);
}

/// <summary>Memory in front of the slots of a shared ring, for what its writer has to say besides events.</summary>
/// <param name="Bytes">How much; whole pages are taken.</param>
/// <param name="Kind">What it is: a number that changes with its layout.</param>
public readonly record struct SharedAnnexShape(long Bytes, uint Kind);

/// <summary>A number for the layout of an event, so that two programs built from different sources do not take one for the other.</summary>
internal static class EventHashes
{
    /// <summary>What must be kept of an event for its number.</summary>
    internal const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    /// <summary>Where FNV-1a begins (64 bits).</summary>
    internal const ulong Seed = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a of the event's fields' names, types and explicit offsets, in order, and of its name.</summary>
    internal static ulong Of<[DynamicallyAccessedMembers(Members)] TEvent>()
        where TEvent : unmanaged
        => Add(OfFields<TEvent>(), Encoding.UTF8.GetBytes(typeof(TEvent).FullName ?? ""));

    /// <summary>The part of the number that comes from the fields.</summary>
    internal static ulong OfFields<[DynamicallyAccessedMembers(Members)] TEvent>()
        where TEvent : unmanaged
    {
        StringBuilder text = new();
        foreach (FieldInfo field in typeof(TEvent).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            text.Append($";{field.Name}:{field.FieldType.FullName}@{field.GetCustomAttribute<FieldOffsetAttribute>()?.Value}");
        return Add(Seed, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Goes on with more bytes.</summary>
    internal static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) hash = unchecked((hash ^ value) * Prime);
        return hash;
    }
}
