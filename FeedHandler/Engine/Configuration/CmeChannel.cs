namespace FeedHandler.Engine;

/// <summary>A channel of CME's config.xml.</summary>
/// <param name="Id">Channel number.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Connections">Its multicast connections; TCP ones and those of unknown feed types are left out.</param>
public sealed record CmeChannel(int Id, string Label, IReadOnlyList<CmeConnection> Connections);
