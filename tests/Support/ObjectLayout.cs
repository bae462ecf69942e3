using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Tests.Support;

/// <summary>Where fields really are, taken from live objects rather than from attributes.</summary>
public static class ObjectLayout
{
    /// <summary>Bytes of an object on the heap, header included.</summary>
    public static long BytesOf(Func<object> make)
    {
        const int Count = 100;
        object[] kept = new object[Count];
        kept[0] = make();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++) kept[i] = make();
        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        GC.KeepAlive(kept);
        return bytes;
    }

    /// <summary>Bytes from the start of an object's fields to a field.</summary>
    public static int OffsetOf(Type type, string fieldName)
    {
        FieldInfo field = type.GetField(fieldName, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            ?? throw new MissingFieldException(type.Name, fieldName);
        return field.GetCustomAttribute<FieldOffsetAttribute>()?.Value ?? throw new InvalidOperationException($"{type.Name}.{fieldName} has no explicit offset");
    }

    /// <summary>Finds the offset at which a value that is unique in the object is stored.</summary>
    public static int OffsetOfValue(object holder, long marker, long objectBytes)
    {
        ref byte first = ref Unsafe.As<FirstByte>(holder).Value;
        for (int offset = 0; offset + sizeof(long) <= objectBytes - (2 * sizeof(long)); offset += sizeof(long))
        {
            if (Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref first, offset)) == marker) return offset;
        }

        throw new InvalidOperationException($"{holder.GetType().Name} does not hold {marker}");
    }

    private sealed class FirstByte(byte value)
    {
        public byte Value = value;
    }
}
