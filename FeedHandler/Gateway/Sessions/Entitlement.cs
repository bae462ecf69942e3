using FeedHandler.Client;

namespace FeedHandler.Gateway.Sessions;

/// <summary>Which instruments a client may see, and how much it may ask for.</summary>
/// <param name="Name">Whose it is, for reports; no secret.</param>
/// <param name="Allowed">An instrument is seen that one of these takes.</param>
public sealed record Entitlement(string Name, IReadOnlyList<InstrumentSelector> Allowed)
{
    /// <summary>Subscriptions at once; null for the gateway's limit.</summary>
    public int? SubscriptionsMax { get; init; }

    /// <summary>Requests in a second; null for the gateway's limit.</summary>
    public int? RequestsPerSecondMax { get; init; }

    /// <summary>Whether everything may be seen, also what the venue has not defined.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>Whether all instruments may be seen, those that come later and those that nobody defined too.</summary>
    public bool SeesEverything => IsUnlimited || Allowed.Any(static selector => selector.ToString() == "*");

    /// <summary>The SHA-256 of its token, by which a client is found again when tokens are read anew.</summary>
    internal byte[] TokenHash { get; init; } = [];

    /// <summary>Of everybody, where no tokens are asked for.</summary>
    public static Entitlement Everything { get; } = new("everybody", []) { IsUnlimited = true };

    /// <summary>Whether an instrument may be seen, as it is defined now.</summary>
    /// <param name="instrument">The instrument.</param>
    public bool Allows(SubscribedInstrument instrument)
    {
        if (IsUnlimited) return true;
        foreach (InstrumentSelector selector in Allowed)
        {
            if (selector.Takes(instrument)) return true;
        }

        return false;
    }
}
