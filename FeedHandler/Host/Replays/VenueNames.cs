namespace FeedHandler.Host.Replays;

/// <summary>The venues by the names that commands and configurations choose them by.</summary>
internal static class VenueNames
{
    /// <summary>CME MDP 3.0.</summary>
    public const string Cme = "cme";

    /// <summary>All of them; the first is the default.</summary>
    public static string[] All { get; } = [Cme];
}
