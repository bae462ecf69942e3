using System.Globalization;
using System.Text;

namespace FeedHandler.Codecs.Schema;

/// <summary>Turns the bytes of a published file into text that an XML parser takes, keeping every line and column.</summary>
public static class SchemaText
{
    /// <summary>
    /// Decodes a file: by its byte order mark, by the zero bytes of UTF-16, by a declared encoding of one byte, else as UTF-8.
    /// Bytes that are none of the encoding become U+FFFD: venues publish such bytes in descriptions.
    /// </summary>
    /// <param name="bytes">the whole file</param>
    /// <returns>the text, without byte order mark</returns>
    public static string Decode(byte[] bytes)
    {
        (Encoding? encoding, int markLength) = EncodingOf(bytes);
        return encoding.GetString(bytes, markLength, bytes.Length - markLength);
    }

    /// <summary>
    /// Blanks what parsers refuse and no schema means: a mark or white space before the XML declaration, the declaration itself
    /// (the text is decoded already), control characters, halves of surrogates, and what follows the end of an old text file.
    /// </summary>
    /// <param name="xml">the text of a file</param>
    /// <returns>text of the same length</returns>
    internal static string Blank(string xml)
    {
        StringBuilder text = new StringBuilder(xml);
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else if (text[index] is < ' ' and not '\t' and not '\n' and not '\r' or '\uFEFF')
                text[index] = ' ';
            else if (char.IsSurrogate(text[index]) || text[index] >= '\uFFFE')
                text[index] = '\uFFFD';
        }

        BlankDeclaration(text);
        return text.ToString();
    }

    private static void BlankDeclaration(StringBuilder text)
    {
        int start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        string head = text.ToString(start, Math.Min(6, text.Length - start));
        if (!head.StartsWith("<?xml", StringComparison.Ordinal) || head.Length < 6 || !char.IsWhiteSpace(head[5]))
            return;
        for (int index = start; index < text.Length; index++)
        {
            bool isEnd = text[index] == '>';
            if (text[index] is not ('\r' or '\n'))
                text[index] = ' ';
            if (isEnd)
                return;
        }
    }

    private static (Encoding Encoding, int MarkLength) EncodingOf(byte[] bytes)
    {
        if (Starts(bytes, 0xEF, 0xBB, 0xBF))
            return (Encoding.UTF8, 3);
        if (Starts(bytes, 0xFF, 0xFE, 0, 0))
            return (Encoding.UTF32, 4);
        if (Starts(bytes, 0xFF, 0xFE) || Starts(bytes, 0xFE, 0xFF))
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, 2);
        if (Starts(bytes, (byte)'<', 0))
            return (Encoding.Unicode, 0);
        return Starts(bytes, 0, (byte)'<') ? (Encoding.BigEndianUnicode, 0) : (Declared(bytes), 0);
    }

    private static Encoding Declared(byte[] bytes)
    {
        Encoding latin1 = Encoding.GetEncoding("iso-8859-1");
        string head = latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)).ToLower(CultureInfo.InvariantCulture);
        int end = head.IndexOf("?>", StringComparison.Ordinal);
        string declaration = end < 0 ? "" : head.Substring(0, end);
        return declaration.Contains("8859-") || declaration.Contains("windows-125") || declaration.Contains("cp125") ? latin1 : Encoding.UTF8;
    }

    private static bool Starts(byte[] bytes, params byte[] mark)
    {
        for (int index = 0; index < mark.Length; index++)
        {
            if (index >= bytes.Length || bytes[index] != mark[index])
                return false;
        }

        return true;
    }
}
