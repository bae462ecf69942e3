using System.Security.Cryptography;

namespace FeedHandler.Gateway.Sessions;

/// <summary>
/// Whose token is what: only hashes are kept, and each is compared in constant time, whatever is brought. Never changed: a reload makes another one.
/// </summary>
/// <param name="entitlements">What each token gives.</param>
public sealed class EntitlementTable(IReadOnlyList<Entitlement> entitlements)
{
    /// <summary>Asks for no token, and allows everything.</summary>
    public static EntitlementTable Open { get; } = new([]) { AsksForNoToken = true };

    /// <summary>Whether anybody may see everything.</summary>
    public bool AsksForNoToken { get; private init; }

    /// <summary>How many tokens there are.</summary>
    public int Count => entitlements.Count;

    /// <summary>What a token gives. Allocates nothing; how long it takes depends on the length of what was brought alone.</summary>
    /// <param name="token">What was brought.</param>
    /// <returns>Null when it is no token of these.</returns>
    public Entitlement? Find(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return FindHash(hash);
    }

    /// <summary>What a client may see from now on; null when its token is none any more.</summary>
    /// <param name="before">What it might see so far.</param>
    internal Entitlement? Renew(Entitlement before) => FindHash(before.TokenHash);

    private Entitlement? FindHash(ReadOnlySpan<byte> hash)
    {
        if (AsksForNoToken) return Entitlement.Everything;
        Entitlement? found = null;
        for (int i = 0; i < entitlements.Count; i++)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, entitlements[i].TokenHash)) found = entitlements[i]; // no early end
        }

        return found;
    }
}
