using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <content>Variable-length data, as bytes and as text.</content>
public static partial class SbeAppend
{
    /// <summary>Appends data.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="slot">what the schema says of the data</param>
    /// <param name="data">the bytes</param>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    /// <exception cref="ArgumentException">there is too much of it, or the buffer is too small</exception>
    public static void Set(Span<byte> body, ref SbeCursor cursor, scoped in SbeVariableSlot slot, ReadOnlySpan<byte> data)
    {
        if (!Allows(body, in cursor, in slot, data.Length))
            Refuse(body, in cursor, in slot, data.Length);
        data.CopyTo(Place(body, ref cursor, in slot, data.Length));
    }

    /// <summary>Appends data where it fits.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="slot">what the schema says of the data</param>
    /// <param name="data">the bytes</param>
    /// <returns>false, and nothing is written, when it may not be written now, is too long or does not fit</returns>
    public static bool TrySet(Span<byte> body, ref SbeCursor cursor, scoped in SbeVariableSlot slot, ReadOnlySpan<byte> data)
    {
        if (!Allows(body, in cursor, in slot, data.Length))
            return false;
        data.CopyTo(Place(body, ref cursor, in slot, data.Length));
        return true;
    }

    /// <summary>Appends text.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="slot">what the schema says of the data</param>
    /// <param name="text">the characters</param>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    /// <exception cref="ArgumentException">there is too much of it, or the buffer is too small</exception>
    public static void SetText(Span<byte> body, ref SbeCursor cursor, scoped in SbeVariableSlot slot, ReadOnlySpan<char> text)
    {
        int length = SbeText.ByteCount(text, slot.IsUtf8);
        if (!Allows(body, in cursor, in slot, length))
            Refuse(body, in cursor, in slot, length);
        SbeText.Encode(text, slot.IsUtf8, Place(body, ref cursor, in slot, length));
    }

    /// <summary>Appends text where it fits.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="slot">what the schema says of the data</param>
    /// <param name="text">the characters</param>
    /// <returns>false, and nothing is written, when it may not be written now, is too long or does not fit</returns>
    public static bool TrySetText(Span<byte> body, ref SbeCursor cursor, scoped in SbeVariableSlot slot, ReadOnlySpan<char> text)
    {
        int length = SbeText.ByteCount(text, slot.IsUtf8);
        if (!Allows(body, in cursor, in slot, length))
            return false;
        SbeText.Encode(text, slot.IsUtf8, Place(body, ref cursor, in slot, length));
        return true;
    }

    private static bool Allows(Span<byte> body, in SbeCursor cursor, scoped in SbeVariableSlot slot, int length)
        => Fits(length, slot.LengthMax, body.Length, in cursor, slot.StageMin, slot.Stage - 1, length);

    private static void Refuse(Span<byte> body, in SbeCursor cursor, scoped in SbeVariableSlot slot, int length)
        => RefuseData(
            length, slot.LengthMax, body.Length, in cursor, slot.StageMin, slot.Stage - 1, length, slot.Name, slot.Elements);

    // The length and the tail are written around the place that the caller fills; the rest of the header is zero already.
    private static Span<byte> Place(Span<byte> body, ref SbeCursor cursor, scoped in SbeVariableSlot slot, int length)
    {
        ref byte start = ref Reserve(body, ref cursor, slot.Stage, slot.Header + slot.Tail.Length, length);
        SbeBytes.WriteNumber(ref start, slot.Place, slot.Width, slot.IsBigEndian, length);
        ref byte data = ref Unsafe.Add(ref start, slot.Header);
        slot.Tail.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref data, length), slot.Tail.Length));
        return MemoryMarshal.CreateSpan(ref data, length);
    }
}
