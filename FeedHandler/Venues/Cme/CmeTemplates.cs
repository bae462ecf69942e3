using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Cme;

/// <summary>The templates of the schema, for counting and for reports.</summary>
public static class CmeTemplates
{
    /// <summary>Whether the schema has a template.</summary>
    /// <param name="templateId">The template.</param>
    /// <returns>True for messages that are decoded, and for those that are passed over because nothing here needs them.</returns>
    public static bool IsKnown(ushort templateId) => Mdp3Dispatcher.TryGetName(templateId, out _);

    /// <summary>The schema's name of a template.</summary>
    /// <param name="templateId">The template.</param>
    /// <returns>The name, or "unknown".</returns>
    public static string Name(ushort templateId) => Mdp3Dispatcher.TryGetName(templateId, out var name) ? name : "unknown";
}
