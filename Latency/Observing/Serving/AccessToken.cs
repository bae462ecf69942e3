using System.Security.Cryptography;
using System.Text;
using FeedHandler.Engine;

namespace FeedHandler.Observing;

/// <summary>
/// A secret that whoever asks must bring. Only its hash is kept, it is compared in constant time whatever is brought, and no text of it can be had.
/// </summary>
public sealed class AccessToken
{
    /// <summary>The shortest that is taken, in characters.</summary>
    public const int LengthMin = 16;

    /// <summary>The longest that is taken, in characters.</summary>
    public const int LengthMax = 512;

    private readonly byte[] _hash;

    private AccessToken(string secret) => _hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The token that is in one of two places; null where neither is named.</summary>
    /// <param name="file">A file whose first line is the token.</param>
    /// <param name="variable">An environment variable.</param>
    /// <exception cref="FeedException">It is not there, or is no token.</exception>
    public static AccessToken? Of(string? file, string? variable) =>
        variable is not null ? OfVariable(variable) : file is not null ? OfFile(file) : null;

    /// <summary>A token out of an environment variable.</summary>
    /// <param name="name">The variable.</param>
    /// <exception cref="FeedException">It is not set, or what it holds is no token.</exception>
    public static AccessToken OfVariable(string name)
    {
        string secret = Environment.GetEnvironmentVariable(name) ?? "";
        if (secret.Length == 0) throw new FeedException($"token: the environment variable {name} is not set: set it to a token");
        return Checked(secret, $"the environment variable {name}");
    }

    /// <summary>A token out of the first line of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FeedException">It cannot be read, or what it holds is no token.</exception>
    public static AccessToken OfFile(string path)
    {
        InputFile.Require(path, $"token: {path}", "name a file whose first line is the token");
        try
        {
            using StreamReader reader = new(path, Encoding.UTF8);
            char[] buffer = new char[LengthMax + 2];
            string text = new(buffer, 0, reader.ReadBlock(buffer));
            int end = text.AsSpan().IndexOfAny('\r', '\n');
            return Checked(end < 0 ? text : text[..end], path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"token: {path} cannot be read ({failure.Message}): name a file whose first line is the token");
        }
    }

    /// <summary>Whether what was brought is the token. How long this takes depends on its length alone.</summary>
    /// <param name="brought">What was brought.</param>
    public bool Matches(ReadOnlySpan<char> brought)
    {
        if (brought.Length > LengthMax) return false;
        Span<byte> bytes = stackalloc byte[LengthMax * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(brought, bytes)], hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }

    private static AccessToken Checked(string secret, string origin)
    {
        if (secret.Length is < LengthMin or > LengthMax || secret.Any(static c => c is <= ' ' or > '~'))
            throw new FeedException($"token: what {origin} holds is no token: give {LengthMin} to {LengthMax} printable ASCII characters without spaces");
        return new AccessToken(secret);
    }
}
