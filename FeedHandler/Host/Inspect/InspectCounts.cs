using System.Runtime.InteropServices;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect;

/// <summary>What was found while inspecting.</summary>
internal sealed class InspectCounts
{
    private const int TemplateCountMax = 4096;
    private readonly Dictionary<(long Schema, long Version, long Template), (string Name, long Count)> _templates = [];

    /// <summary>UDP datagrams.</summary>
    public long Packets { get; set; }

    /// <summary>Those of which the capture kept only the beginning; the messages that are whole in it are counted and shown.</summary>
    public long CutPackets { get; set; }

    /// <summary>Messages found in them.</summary>
    public long Messages { get; private set; }

    /// <summary>Messages shown.</summary>
    public long Shown { get; set; }

    /// <summary>Messages that did not decode.</summary>
    public long MalformedMessages { get; set; }

    /// <summary>Packets in which a message could not be found.</summary>
    public long MalformedPackets { get; set; }

    /// <summary>Messages that no schema knows.</summary>
    public long UnknownMessages { get; private set; }

    /// <summary>Packets that no framing fits.</summary>
    public long UnknownPackets { get; set; }

    /// <summary>Whether everything was understood.</summary>
    public bool IsAllGood => MalformedMessages + MalformedPackets + UnknownMessages + UnknownPackets + CutPackets == 0;

    /// <summary>Messages by template, the most frequent first; a name is empty when no schema knows it.</summary>
    public IEnumerable<(long Schema, long Version, long Template, string Name, long Count)> Templates => _templates
        .Select(static pair => (pair.Key.Schema, pair.Key.Version, pair.Key.Template, pair.Value.Name, pair.Value.Count))
        .OrderByDescending(static line => line.Count).ThenBy(static line => line.Template);

    /// <summary>Counts a message.</summary>
    /// <param name="schema">Schema id; -1 when the header does not say.</param>
    /// <param name="version">Version; -1 when the header does not say.</param>
    /// <param name="template">Template id; -1 when the header does not say.</param>
    /// <param name="name">Its name; null when no schema knows it.</param>
    public void Count(long schema, long version, long template, string? name)
    {
        Messages++;
        if (name is null) UnknownMessages++;
        (long schema, long version, long template) key = (schema, version, template);
        if (_templates.Count >= TemplateCountMax && !_templates.ContainsKey(key)) return;
        ref (string Name, long Count) line = ref CollectionsMarshal.GetValueRefOrAddDefault(_templates, key, out _);
        line = (name ?? "", line.Count + 1);
    }
}
