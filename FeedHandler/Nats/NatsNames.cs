using System.Globalization;
using System.Text;

namespace FeedHandler.Nats;

/// <summary>Names of streams and subjects: `md.VENUE.CHANNEL.SYMBOL.KIND`, in streams `MD-VENUE-CHANNEL` and `MD-VENUE-CHANNEL-STATE`.</summary>
internal static class NatsNames
{
    /// <summary>In the place of a symbol: several instruments, or a whole channel.</summary>
    public const string Several = "_";

    private const string Stream = "MD-";
    private const string State = "-STATE";
    private const char Escape = '=';
    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>The stream of a channel's events.</summary>
    public static string EventStream(string venue, int channelId) => string.Create(CultureInfo.InvariantCulture, $"{Stream}{Token(venue)}-{channelId}");

    /// <summary>The stream of the last state of each of its instruments.</summary>
    public static string StateStream(string venue, int channelId) => StateOf(EventStream(venue, channelId));

    /// <summary>The stream of states that belongs to one of events.</summary>
    public static string StateOf(string stream) => stream + State;

    /// <summary>The subject of a message.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="channelId">The channel.</param>
    /// <param name="symbol">The instrument's symbol; empty for several.</param>
    /// <param name="kind">What is said: events or state.</param>
    public static string Subject(string venue, int channelId, string symbol, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"md.{Token(venue)}.{channelId}.{(symbol.Length == 0 ? Several : Token(symbol))}.{kind}");

    /// <summary>All subjects of a kind.</summary>
    public static string Subjects(string venue, int channelId, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"md.{Token(venue)}.{channelId}.*.{kind}");

    /// <summary>The subjects of states that belong to a stream of events.</summary>
    public static string StatesOf(string stream) => TryParse(stream, out string venue, out int channelId)
        ? string.Create(CultureInfo.InvariantCulture, $"md.{venue}.{channelId}.*.{NatsStream.State}") : "";

    /// <summary>Which channel's events a stream has.</summary>
    /// <returns>False when it is none of events.</returns>
    public static bool TryParse(string stream, out string venue, out int channelId)
    {
        (venue, channelId) = ("", 0);
        int dash = stream.LastIndexOf('-');
        if (!stream.StartsWith(Stream, StringComparison.Ordinal) || dash <= Stream.Length) return false;
        venue = stream[Stream.Length..dash];
        return int.TryParse(stream.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out channelId);
    }

    /// <summary>A text as a token of a subject: letters, digits, '-' and, not alone, '_' stay; any other byte of it in UTF-8 is '=' and two hexadecimal
    /// digits, so that no two texts are the same token.</summary>
    public static string Token(string text)
    {
        StringBuilder token = new(text.Length);
        foreach (byte part in Encoding.UTF8.GetBytes(text))
        {
            bool isPlain = char.IsAsciiLetterOrDigit((char)part) || part == '-' || (part == '_' && text.Length > 1);
            if (isPlain) token.Append((char)part);
            else token.Append(Escape).Append(HexDigits[part >> 4]).Append(HexDigits[part & 15]);
        }

        return token.Length == 0 ? Escape.ToString() : token.ToString();
    }
}
