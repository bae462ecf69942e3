using System.Text;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Variable-length data with its bytes. A view of the received bytes.</summary>
public readonly ref struct DynamicVariable
{
    internal DynamicVariable(SbeVariable source, bool isAbsent, ReadOnlySpan<byte> bytes, int offset)
    {
        Source = source;
        IsAbsent = isAbsent;
        Bytes = bytes;
        Offset = offset;
    }

    /// <summary>The data in the schema.</summary>
    public SbeVariable Source { get; }

    /// <summary>Name in the schema.</summary>
    public string Name => Source.Name;

    /// <summary>Whether the sender's version does not have it, or the message ends before it.</summary>
    public bool IsAbsent { get; }

    /// <summary>The bytes without their length; empty when absent.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Bytes from the start of the message header to the first byte; of no meaning when absent.</summary>
    public int Offset { get; }

    /// <summary>Whether the schema names a character encoding.</summary>
    public bool IsText => Source.CharacterEncoding.Length > 0;

    /// <summary>Whether that encoding is UTF-8; of every other one a byte is a character.</summary>
    public bool IsUtf8 => TextEncoding.IsUtf8(Source.CharacterEncoding);

    /// <summary>The text in its encoding; every encoding but UTF-8 is read as one byte per character.</summary>
    /// <returns>a new string; bytes that are no UTF-8 become replacement characters</returns>
    public string GetText() => (IsUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(Bytes);

    /// <summary>Writes the data for people: text with control characters escaped, or pairs of hexadecimal digits.</summary>
    /// <param name="destination">where the text goes</param>
    /// <param name="charsWritten">characters written; 0 when the result is false</param>
    /// <returns>false when the destination is too short</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        TextSpan text = new TextSpan(destination);
        Append(ref text);
        return text.TryEnd(out charsWritten);
    }

    /// <summary>The data for people, as <see cref="TryFormat"/> writes it.</summary>
    /// <returns>a new string</returns>
    public override string ToString()
    {
        char[] room = new char[(Bytes.Length * TextSpan.EscapeLength) + 1];
        return TryFormat(room, out int length) ? new(room, 0, length) : "";
    }

    private void Append(ref TextSpan text)
    {
        if (IsText)
            text.AppendText(Bytes, IsUtf8);
        else
            text.AppendHex(Bytes);
    }
}
