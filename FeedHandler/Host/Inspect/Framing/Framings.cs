namespace FeedHandler.Host.Inspect.Framing;

/// <summary>All framings. The most telling ones come first: that is the order in which they are tried.</summary>
internal static class Framings
{
    /// <summary>What the command line calls finding out.</summary>
    public const string Automatic = "auto";

    /// <summary>All of them.</summary>
    public static PacketFraming[] All { get; } =
    [
        new B3Framing(), new CmeFraming(), new CoinbaseFraming(), new CoinbaseDeribitFraming(), new EuronextFraming(), new NormalizedFraming(),
        new DeribitFraming(), new BareFraming(),
    ];

    /// <summary>What can be said on the command line.</summary>
    public static string[] Names { get; } = [Automatic, .. All.Select(static framing => framing.Name)];

    /// <summary>The framing of a name; null for <see cref="Automatic"/>.</summary>
    public static PacketFraming? Find(string name) => Array.Find(All, framing => framing.Name == name);
}
