using System.Buffers.Text;

namespace FeedHandler.Gateway.Web;

/// <summary>Which bytes of a file a request asks for: one range, `bytes=FIRST-LAST` or `bytes=FIRST-` (RFC 9110); what else there is, is not given.</summary>
/// <param name="From">The first byte.</param>
/// <param name="To">The last byte.</param>
internal readonly record struct HttpRange(long From, long To)
{
    /// <summary>How many bytes.</summary>
    internal long Length => To - From + 1;

    /// <summary>Reads a range.</summary>
    /// <param name="text">The header's value; empty for all.</param>
    /// <param name="length">How many bytes there are.</param>
    /// <param name="range">The range, within them.</param>
    /// <returns>False when it is none that can be given.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, long length, out HttpRange range)
    {
        range = new HttpRange(0, length - 1);
        if (text.IsEmpty) return true;
        if (!text.StartsWith("bytes="u8)) return false;
        ReadOnlySpan<byte> rest = text["bytes="u8.Length..];
        if (!TryTake(ref rest, out long from) || rest.IsEmpty || rest[0] != '-') return false;
        rest = rest[1..];
        long to = length - 1;
        if (!rest.IsEmpty && (!TryTake(ref rest, out to) || !rest.IsEmpty || to < from)) return false;
        range = new HttpRange(from, Math.Min(to, length - 1));
        return from < length;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out long number)
    {
        (number, int bytes) = (0, 0);
        bool isNumber = !rest.IsEmpty && char.IsAsciiDigit((char)rest[0]) && Utf8Parser.TryParse(rest, out number, out bytes);
        rest = isNumber ? rest[bytes..] : rest;
        return isNumber;
    }
}
