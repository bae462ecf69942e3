using System.Globalization;
using System.Text;

namespace FeedHandler.Replay.Tcp;

/// <summary>What became of reading a request.</summary>
public enum FixReading
{
    /// <summary>A message was read.</summary>
    Whole = 0,

    /// <summary>More bytes are needed.</summary>
    Incomplete = 1,

    /// <summary>It is no such message.</summary>
    Malformed = 2,

    /// <summary>Its length (tag 9) is not that of its body.</summary>
    WrongLength = 3,

    /// <summary>Its checksum (tag 10) is not that of its bytes.</summary>
    WrongChecksum = 4,
}

/// <summary>
/// Requests of TCP replay are FIX texts that begin with tag 9 and have no tag 8 (CME MDP 3.0, "TCP Recovery"): length, fields, checksum, each ended by 0x01.
/// The length counts from behind its own field up to the checksum's, the checksum is the sum of all bytes before its field, modulo 256, in three digits.
/// </summary>
public static class FixText
{
    /// <summary>Ends each field.</summary>
    public const char Separator = '\u0001';

    /// <summary>The most bytes that a message may have.</summary>
    public const int BytesMax = 1024;

    private const int TrailerBytes = 7; // 10=nnn and the separator
    private const int LengthDigitsMax = 4;

    /// <summary>Writes a message.</summary>
    /// <param name="fields">Its fields in order, without length and checksum; the first is its type (35).</param>
    public static byte[] Write(params ReadOnlySpan<(int Tag, string Value)> fields)
    {
        StringBuilder body = new();
        foreach ((int tag, string value) in fields) body.Append(CultureInfo.InvariantCulture, $"{tag}={value}{Separator}");
        string text = string.Create(CultureInfo.InvariantCulture, $"9={Encoding.Latin1.GetByteCount(body.ToString())}{Separator}{body}");
        return Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}10={Sum(Encoding.Latin1.GetBytes(text)):D3}{Separator}"));
    }

    /// <summary>Reads the message with which bytes begin.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="message">The message, when it is whole.</param>
    /// <param name="byteCount">How many bytes it has.</param>
    public static FixReading Read(ReadOnlySpan<byte> bytes, out FixMessage message, out int byteCount)
    {
        (message, byteCount) = (FixMessage.Empty, 0);
        if (!"9="u8.StartsWith(bytes[..Math.Min(bytes.Length, 2)])) return FixReading.Malformed;
        int lengthEnd = bytes.IndexOf((byte)Separator);
        if (lengthEnd < 0) return bytes.Length > 2 + LengthDigitsMax ? FixReading.Malformed : FixReading.Incomplete;
        bool isNumber = int.TryParse(bytes[2..lengthEnd], NumberStyles.None, CultureInfo.InvariantCulture, out int bodyBytes);
        int trailer = lengthEnd + 1 + bodyBytes;
        if (!isNumber || bodyBytes == 0 || trailer + TrailerBytes > BytesMax) return FixReading.Malformed;
        if (bytes.Length < trailer + TrailerBytes) return FixReading.Incomplete;
        ReadOnlySpan<byte> end = bytes.Slice(trailer, TrailerBytes);
        if (bytes[trailer - 1] != Separator || !end.StartsWith("10="u8) || end[^1] != Separator) return FixReading.WrongLength;
        bool hasSum = int.TryParse(end[3..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int sum);
        if (!hasSum || sum != Sum(bytes[..trailer])) return FixReading.WrongChecksum;
        byteCount = trailer + TrailerBytes;
        return FixMessage.TryParse(Encoding.Latin1.GetString(bytes[(lengthEnd + 1)..trailer]), out message) ? FixReading.Whole : FixReading.Malformed;
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (byte value in bytes) sum += value;
        return sum;
    }
}

/// <summary>The fields of a message, each tag once.</summary>
public sealed class FixMessage
{
    private const int TypeTag = 35;
    private readonly Dictionary<int, string> _fields = [];

    /// <summary>A message without fields.</summary>
    public static FixMessage Empty { get; } = new();

    /// <summary>Its type: A logs on, V asks, 5 logs out.</summary>
    public string Type => this[TypeTag];

    /// <summary>A field's text; empty when it is not there.</summary>
    /// <param name="tag">Its tag.</param>
    public string this[int tag] => _fields.GetValueOrDefault(tag, "");

    /// <summary>A field as a number of the wire; null when it is none.</summary>
    /// <param name="tag">Its tag.</param>
    public uint? Number(int tag) => uint.TryParse(this[tag], NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    internal static bool TryParse(string body, out FixMessage message)
    {
        message = new FixMessage();
        foreach (string field in body[..^1].Split(FixText.Separator))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !int.TryParse(field[..equals], NumberStyles.None, CultureInfo.InvariantCulture, out int tag)) return false;
            if (!message._fields.TryAdd(tag, field[(equals + 1)..])) return false;
        }

        return body.StartsWith("35=", StringComparison.Ordinal);
    }
}
