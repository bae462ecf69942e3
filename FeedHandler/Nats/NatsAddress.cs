using System.Globalization;

namespace FeedHandler.Nats;

/// <summary>Where a feed is at a NATS server: `nats://HOST:PORT[,HOST:PORT...][/VENUE[/CHANNEL]]`, or `tls+nats://` to encrypt.</summary>
/// <param name="Servers">The servers of one cluster, for the client library.</param>
/// <param name="IsTls">Whether the connection must be encrypted.</param>
/// <param name="Venue">The venue; null for all.</param>
/// <param name="ChannelId">The channel's number at the venue; null for all.</param>
public sealed record NatsAddress(IReadOnlyList<string> Servers, bool IsTls, string? Venue, int? ChannelId)
{
    /// <summary>How many servers one address can name.</summary>
    public const int ServerCountMax = 16;

    private const string Plain = "nats://";
    private const string Tls = "tls+nats://";
    private const int PortDefault = 4222;

    /// <summary>Whether a text means NATS, well said or not.</summary>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Plain, StringComparison.Ordinal) || text.StartsWith(Tls, StringComparison.Ordinal);
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public static string? TryParse(string text, out NatsAddress? address)
    {
        address = null;
        if (!IsMeant(text)) return $"give {Plain}HOST:PORT";
        bool isTls = text.StartsWith(Tls, StringComparison.Ordinal);
        string rest = text[(isTls ? Tls : Plain).Length..];
        if (rest.Contains('@')) return "a name or a password in an address would be seen by others: give the name by itself, and the password in a file";
        string[] parts = rest.TrimEnd('/').Split('/');
        int channelId = 0;
        bool isPlace = parts.Length <= 3 && parts.All(static part => part.Length > 0)
            && (parts.Length < 3 || (int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out channelId) && channelId <= ushort.MaxValue));
        if (!isPlace) return $"behind the servers give /VENUE or /VENUE/CHANNEL, such as {Plain}127.0.0.1:4222/cme/310";
        string?[] servers = [.. parts[0].Split(',').Select(server => Server(server, isTls))];
        if (servers.Length > ServerCountMax || servers.Contains(null)) return $"give {Plain}HOST:PORT[,HOST:PORT...], up to {ServerCountMax}";
        address = new NatsAddress(servers!, isTls, parts.Length > 1 ? parts[1] : null, parts.Length > 2 ? channelId : null);
        return null;
    }

    /// <summary>The servers, for people: there is never a secret in it.</summary>
    public override string ToString() => string.Join(',', Servers);

    private static string? Server(string text, bool isTls)
    {
        bool isUri = Uri.TryCreate($"{(isTls ? "tls" : "nats")}://{text}", UriKind.Absolute, out Uri? uri);
        if (!isUri || uri!.Host.Length == 0 || uri.PathAndQuery.Length > 1 || uri.UserInfo.Length > 0) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{uri.Host}:{(uri.Port <= 0 ? PortDefault : uri.Port)}");
    }
}
