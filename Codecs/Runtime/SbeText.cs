using System.Text;

namespace FeedHandler.Codecs;

/// <summary>Text in fixed character arrays: filled up with zeros, in some schemas with blanks (SBE 1.0, section 2.5).</summary>
public static class SbeText
{
    /// <summary>The bytes of a fixed array without its filling: everything before the first zero, less trailing blanks.</summary>
    /// <param name="array">all bytes of the array</param>
    /// <returns>the part of <paramref name="array"/> that is text</returns>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> array)
    {
        int zeroOffset = array.IndexOf((byte)0);
        return (zeroOffset < 0 ? array : array[..zeroOffset]).TrimEnd((byte)' ');
    }

    /// <summary>The text of a fixed array as a new string; for the cold side.</summary>
    /// <param name="array">all bytes of the array</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one byte is one character</param>
    /// <returns>the text without filling</returns>
    public static string Decode(ReadOnlySpan<byte> array, bool isUtf8)
        => (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(Trim(array));

    /// <summary>The text of variable-length data as a new string; for the cold side.</summary>
    /// <param name="bytes">all bytes of the text</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one byte is one character</param>
    /// <returns>the text</returns>
    public static string DecodeAll(ReadOnlySpan<byte> bytes, bool isUtf8) => (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    /// <summary>Writes text into a fixed array and fills the rest with zeros.</summary>
    /// <param name="array">all bytes of the array</param>
    /// <param name="text">the bytes to write</param>
    /// <param name="element">name of the field, for the error</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is longer than <paramref name="array"/></exception>
    public static void Write(Span<byte> array, ReadOnlySpan<byte> text, string element)
    {
        if (text.Length > array.Length)
            SbeThrow.TooLong(element, text.Length, array.Length);
        text.CopyTo(array);
        array[text.Length..].Clear();
    }

    /// <summary>Writes text into a fixed array and fills the rest with zeros.</summary>
    /// <param name="array">all bytes of the array</param>
    /// <param name="text">the characters to write</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one character is one byte</param>
    /// <param name="element">name of the field, for the error</param>
    /// <exception cref="ArgumentException">the encoded text is longer than <paramref name="array"/></exception>
    public static void Write(Span<byte> array, ReadOnlySpan<char> text, bool isUtf8, string element)
    {
        int length = ByteCount(text, isUtf8);
        if (length > array.Length)
            SbeThrow.TooLong(element, length, array.Length);
        Encode(text, isUtf8, array);
        array[length..].Clear();
    }

    /// <summary>Bytes that a text takes.</summary>
    /// <param name="text">the characters</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one character is one byte</param>
    /// <returns>the number of bytes</returns>
    public static int ByteCount(ReadOnlySpan<char> text, bool isUtf8) => isUtf8 ? Encoding.UTF8.GetByteCount(text) : text.Length;

    /// <summary>Writes the bytes of a text.</summary>
    /// <param name="text">the characters; one that the encoding lacks becomes a question mark</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one character is one byte</param>
    /// <param name="bytes">where they go, at least <see cref="ByteCount"/></param>
    public static void Encode(ReadOnlySpan<char> text, bool isUtf8, Span<byte> bytes)
        => (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text, bytes);
}
