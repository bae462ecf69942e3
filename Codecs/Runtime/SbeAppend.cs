namespace FeedHandler.Codecs;

/// <summary>
/// Grows a message that is being encoded. After every step the buffer holds a whole, valid message: what has not been written yet
/// stands there empty, as the tail.
/// </summary>
public static class SbeAppend
{
    /// <summary>Writes a group dimension, a group entry or variable-length data, and the empty rest of the message after it.</summary>
    /// <param name="body">the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands; moved</param>
    /// <param name="stageMin">least stage at which the element may be written</param>
    /// <param name="stageMax">greatest stage at which the element may be written</param>
    /// <param name="stage">stage of the element</param>
    /// <param name="head">first bytes of the element</param>
    /// <param name="content">further bytes of the element</param>
    /// <param name="tail">groups and data after the element, empty</param>
    /// <param name="element">name of the element, for errors</param>
    /// <returns>bytes from the start of <paramref name="body"/> to the element</returns>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    /// <exception cref="ArgumentException">the buffer is too small</exception>
    public static int Append(
        Span<byte> body,
        ref SbeCursor cursor,
        int stageMin,
        int stageMax,
        int stage,
        scoped ReadOnlySpan<byte> head,
        scoped ReadOnlySpan<byte> content,
        scoped ReadOnlySpan<byte> tail,
        string element)
    {
        if (cursor.Stage < stageMin || cursor.Stage > stageMax)
            SbeThrow.OutOfOrder(element);
        var offset = cursor.Position;
        var end = offset + (long)head.Length + content.Length;
        if (end + tail.Length > body.Length)
            SbeThrow.BufferTooSmall(element, end + tail.Length, body.Length);

        head.CopyTo(body[offset..]);
        content.CopyTo(body[(offset + head.Length)..]);
        tail.CopyTo(body[(int)end..]);
        cursor.Position = (int)end;
        cursor.Stage = stage;
        cursor.EncodedLength = (int)end + tail.Length;
        return offset;
    }
}
