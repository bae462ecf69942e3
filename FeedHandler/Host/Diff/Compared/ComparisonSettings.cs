namespace FeedHandler.Host.Diff.Compared;

/// <summary>What is compared, and how far.</summary>
/// <param name="Narrowing">Which events.</param>
/// <param name="DifferencesMax">After how many differences of a channel the rest of it is passed over.</param>
/// <param name="InstrumentsMax">How many instruments a channel can have.</param>
internal sealed record ComparisonSettings(Narrowing Narrowing, long DifferencesMax, int InstrumentsMax);
