using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace FeedHandler.Ring;

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
