using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FeedHandler.Client;
using FeedHandler.Native.Files;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Reads the file of tokens (docs/gateway.md): `{"tokens":[{"name":"desk","token":"...","allow":["group:ES","asset:CL"]}]}`.</summary>
public static class TokenFile
{
    /// <summary>The shortest token, in characters.</summary>
    public const int TokenLengthMin = 16;

    /// <summary>The longest token, in characters.</summary>
    public const int TokenLengthMax = 512;

    private const long BytesMax = 4 << 20;
    private const UnixFileMode OthersRights = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] Members = ["name", "token", "sha256", "allow", "subscriptions", "requestsPerSecond"];

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, which its owner alone may read (0600).</param>
    /// <exception cref="GatewayException">It cannot be read, others may read it, or it makes no sense. No token is ever in a message.</exception>
    public static EntitlementTable Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (FileIdentity.Of(path, followsLink: true).Kind is not (FileKind.Regular or FileKind.Missing))
                throw new GatewayException($"{path}: no regular file: name a file of tokens");
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & OthersRights) != 0)
                throw new GatewayException($"{path}: others than its owner have rights to it, and it holds secrets: chmod 600 {path}");
            if (file.Length > BytesMax) throw new GatewayException($"{path}: more than {BytesMax} bytes: that is no file of tokens");
            using JsonDocument document = JsonDocument.Parse(file);
            return Read(path, document.RootElement);
        }
        catch (JsonException failure)
        {
            // The message of the parser may quote what stands there.
            throw new GatewayException(FormattableString.Invariant($"{path}: no JSON at line {failure.LineNumber + 1}: write {{\"tokens\":[...]}}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException($"{path} cannot be read ({failure.GetType().Name}): name a file of tokens");
        }
    }

    private static EntitlementTable Read(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("tokens", out JsonElement tokens) || tokens.ValueKind != JsonValueKind.Array)
            throw new GatewayException($"{path}: has no list \"tokens\": write {{\"tokens\":[{{\"name\":...,\"token\":...,\"allow\":[...]}}]}}");
        List<Entitlement> entries = [];
        foreach (JsonElement token in tokens.EnumerateArray()) entries.Add(ReadToken(FormattableString.Invariant($"{path}: tokens[{entries.Count}]"), token));
        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string> hashes = new(StringComparer.Ordinal);
        foreach (Entitlement entry in entries)
        {
            if (!names.Add(entry.Name)) throw new GatewayException($"{path}: two tokens have the name {entry.Name}: give each its own");
            bool isNew = hashes.Add(Convert.ToHexString(entry.TokenHash));
            if (!isNew) throw new GatewayException($"{path}: {entry.Name} has the token of another: give each its own");
        }

        return new EntitlementTable(entries);
    }

    private static Entitlement ReadToken(string place, JsonElement token)
    {
        if (token.ValueKind != JsonValueKind.Object) throw new GatewayException($"{place}: no object");
        foreach (JsonProperty member in token.EnumerateObject())
        {
            if (!Members.Contains(member.Name)) throw new GatewayException($"{place}: has an unknown member: there are {string.Join(", ", Members)}");
        }

        string name = TextOf(place, token, "name") ?? "";
        if (name.Length is 0 or > 64 || name.Any(static c => c is <= ' ' or > '~'))
            throw new GatewayException($"{place}.name: give 1 to 64 printable ASCII characters without spaces");
        return new Entitlement(name, ReadAllowed($"{place}.allow", token))
        {
            TokenHash = ReadHash(place, token),
            SubscriptionsMax = NumberOf(place, token, "subscriptions", ushort.MaxValue),
            RequestsPerSecondMax = NumberOf(place, token, "requestsPerSecond", 1_000_000),
        };
    }

    private static List<InstrumentSelector> ReadAllowed(string place, JsonElement token)
    {
        if (!token.TryGetProperty("allow", out JsonElement allow) || allow.ValueKind != JsonValueKind.Array)
            throw new GatewayException($"{place}: give the list of patterns that may be seen, such as [\"group:ES\", \"NQ*\"], or [\"*\"] for all");
        List<InstrumentSelector> allowed = [];
        foreach (JsonElement pattern in allow.EnumerateArray())
        {
            if (pattern.ValueKind != JsonValueKind.String || !InstrumentSelector.TryParse(pattern.GetString()!, out InstrumentSelector? selector))
                throw new GatewayException(FormattableString.Invariant($"{place}[{allowed.Count}]: no pattern: give ES*, asset:ES, group:ES or id:12345"));
            allowed.Add(selector!);
        }

        return allowed;
    }

    private static byte[] ReadHash(string place, JsonElement token)
    {
        (string? plain, string? hash) = (TextOf(place, token, "token"), TextOf(place, token, "sha256"));
        if (plain is null == hash is null) throw new GatewayException($"{place}: give either token, or sha256, the hash of one in 64 hexadecimal digits");
        if (hash is not null)
        {
            bool isHash = hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigit);
            if (!isHash) throw new GatewayException($"{place}.sha256: give 64 hexadecimal digits");
            return Convert.FromHexString(hash);
        }

        if (plain!.Length is < TokenLengthMin or > TokenLengthMax || plain.Any(static c => c is <= ' ' or > '~'))
            throw new GatewayException($"{place}.token: give {TokenLengthMin} to {TokenLengthMax} printable ASCII characters without spaces");
        return SHA256.HashData(Encoding.ASCII.GetBytes(plain));
    }

    private static string? TextOf(string place, JsonElement token, string member)
    {
        if (!token.TryGetProperty(member, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new GatewayException($"{place}.{member}: no text");
    }

    private static int? NumberOf(string place, JsonElement token, string member, int max)
    {
        if (!token.TryGetProperty(member, out JsonElement value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 1 && number <= max) return number;
        throw new GatewayException(FormattableString.Invariant($"{place}.{member}: give a whole number from 1 to {max}"));
    }
}
