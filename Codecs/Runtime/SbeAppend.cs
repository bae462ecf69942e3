using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <summary>
/// Grows a message that is being encoded. After every step the buffer holds a whole, valid message: what has not been written yet
/// stands there empty, as the tail.
/// </summary>
public static partial class SbeAppend
{
    /// <summary>Whether a group dimension, a group entry or data may be written now and finds room.</summary>
    /// <param name="amount">entries of the group, number of the entry, or bytes of the data</param>
    /// <param name="amountMax">most that the header or the group can carry</param>
    /// <param name="bodyLength">bytes of the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands</param>
    /// <param name="stageMin">least stage at which the element may be written</param>
    /// <param name="stageMax">greatest stage at which the element may be written</param>
    /// <param name="growth">bytes by which the message grows</param>
    /// <returns>false when there is too much of it, when a later element has begun, or when the buffer is too small</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: three comparisons, once per element
    public static bool Fits(int amount, int amountMax, int bodyLength, in SbeCursor cursor, int stageMin, int stageMax, int growth)
        => (uint)amount <= (uint)amountMax
            && (uint)(cursor.Stage - stageMin) <= (uint)(stageMax - stageMin) && growth <= bodyLength - cursor.EncodedLength;

    /// <summary>
    /// Moves a message past an element for which <see cref="Fits"/> is true; the caller writes the element and its tail.
    /// All that comes after the element is still empty, so its place is known from the end: what was left out before it stays empty.
    /// </summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="stage">stage of the element</param>
    /// <param name="fromEnd">bytes from the element to the end of the message as it stands</param>
    /// <param name="growth">bytes by which the message grows</param>
    /// <returns>the first byte of the element</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: two stores, once per element
    public static ref byte Reserve(Span<byte> body, scoped ref SbeCursor cursor, int stage, int fromEnd, int growth)
    {
        int length = cursor.EncodedLength;
        cursor.Stage = stage;
        cursor.EncodedLength = length + growth;
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(body), length - fromEnd);
    }
}
