namespace FeedHandler.Engine;

/// <summary>Which captures to read, and how.</summary>
/// <param name="Paths">The files, at least one.</param>
/// <param name="Lines">The line map as typed, or null to find the lines in the captures.</param>
/// <param name="Trailer">The name of the trailer, see <see cref="CaptureSet.TrailerNames"/>.</param>
public sealed record CaptureSettings(IReadOnlyList<string> Paths, string? Lines, string Trailer);
