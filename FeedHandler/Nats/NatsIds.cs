using System.Text;
using FeedHandler.Distribution;

namespace FeedHandler.Nats;

/// <summary>The id of a message in its headers, as the server keeps them.</summary>
internal static class NatsIds
{
    private const string Line = "\r\n" + NatsStream.IdHeader + ":";

    /// <summary>Reads it.</summary>
    /// <param name="headers">The headers in base64, as the server answers who asks for a message; null for none.</param>
    /// <param name="place">What it says.</param>
    /// <returns>Whether there is one of ours.</returns>
    public static bool TryRead(string? headers, out StreamPlace place)
    {
        place = default;
        if (headers is null) return false;
        byte[] bytes = new byte[headers.Length];
        if (!Convert.TryFromBase64String(headers, bytes, out int count)) return false;
        string text = Encoding.ASCII.GetString(bytes, 0, count);
        int at = text.IndexOf(Line, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        int end = text.IndexOf('\r', at + Line.Length);
        return end > 0 && StreamPlace.TryParse(text.AsSpan(at + Line.Length, end - at - Line.Length).Trim(), out place);
    }
}
