namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>Where a rule is written down: the exchange's documentation by its heading, the schema, or a page of this repository.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SourceAttribute(string text) : PropertyAttribute("Source", text);
