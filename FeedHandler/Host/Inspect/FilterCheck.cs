using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Inspect;

/// <summary>Holds a filter against the schemas: a message, a field or a value that none of them has would show nothing, whatever the capture.</summary>
internal sealed class FilterCheck
{
    private const int NameCountMax = 24;
    private readonly Dictionary<string, HashSet<FilteredField>> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _messages = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<ulong> _templates = [];

    /// <summary>Gathers what the schemas have.</summary>
    public FilterCheck(IEnumerable<SbeSchema> schemas)
    {
        foreach (SbeMessage message in schemas.SelectMany(static schema => schema.Messages))
        {
            _messages.Add(message.Name);
            _templates.Add((ulong)message.Id);
            AddBlock(message.Block);
        }
    }

    /// <summary>Requires that a filter asks for what there is.</summary>
    /// <exception cref="UsageException">It asks for something else.</exception>
    public void Require(InspectFilter filter)
    {
        foreach (FilterTerm term in filter.MessageTerms)
        {
            foreach (string value in term.Values) RequireMessage(term.Key, value);
        }

        foreach (FilterTerm term in filter.FieldTerms.Where(static term => term.Key != InspectFilter.Security)) RequireField(term);
    }

    /// <summary>Requires that a template that no schema has is in the captures at least: it is shown there, by its bytes.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="counts">What was found in the captures.</param>
    /// <exception cref="UsageException">Neither has it, so that nothing was shown.</exception>
    public void RequireFound(InspectFilter filter, InspectCounts counts)
    {
        ulong[] met = [.. counts.Templates.Where(static line => line.Template >= 0).Select(static line => (ulong)line.Template).Distinct().Order()];
        foreach (FilterTerm term in filter.MessageTerms.Where(static term => term.Key == "template"))
        {
            if (term.Values.Exists(_messages.Contains) || _templates.Any(term.Has) || met.Any(term.Has)) continue;
            string there = string.Join(", ", met.Take(NameCountMax));
            throw new UsageException($"--filter template={PlainText.Short(term.Values[0])}: neither a schema nor a message of the captures has that template: "
                + (there.Length > 0 ? $"they have {there}" : "they have none"));
        }
    }

    private void RequireMessage(string key, string value)
    {
        bool isKnown = key == "template" ? FilterRange.TryParse(value, out _) || _messages.Contains(value) : _messages.Any(IsPart);
        if (isKnown) return;
        string reason = key == "template" && char.IsAsciiDigit(value[0])
            ? "not a template, give an id such as 46, a range such as 46-53, or a message's name"
            : "no schema has a message of that name: --schema adds one that has";
        throw new UsageException($"--filter {key}={PlainText.Short(value)}: {reason}");

        bool IsPart(string name) => name.Contains(value, StringComparison.OrdinalIgnoreCase);
    }

    private void RequireField(FilterTerm term)
    {
        string key = PlainText.Short(term.Key);
        if (!_fields.TryGetValue(term.Key, out HashSet<FilteredField>? fields))
            throw new UsageException($"--filter {key}={PlainText.Short(term.Values[0])}: no schema has a field {key}: --schema adds one that has");
        if (term.Values.Find(value => !fields.Any(field => FilterValue.IsPossible(field, value))) is not { } unknown) return;
        string[] names = [.. fields.SelectMany(static field => field.ValueNames).Distinct(StringComparer.Ordinal)];
        string more = names.Length > NameCountMax ? $" and {names.Length - NameCountMax} more" : "";
        string advice = names.Length > 0
            ? $"a raw number or one of {string.Join(", ", names.Take(NameCountMax))}{more}"
            : string.Join(", or ", fields.Select(FilterValue.Advice).Distinct(StringComparer.Ordinal));
        throw new UsageException($"--filter {key}={PlainText.Short(unknown)}: no schema has that value of {key}, give {advice}");
    }

    private void AddBlock(SbeBlock block)
    {
        foreach (SbeField field in block.Fields) AddField(field.Name, field.Type, field.Presence == Presence.Optional);
        foreach (SbeVariable data in block.Variables) FieldsOf(data.Name).Add(FilteredField.Of(data));
        foreach (SbeGroup group in block.Groups) AddBlock(group.Block);
    }

    private void AddField(string name, SbeType type, bool isOptional)
    {
        FieldsOf(name).Add(FilteredField.Of(type, isOptional));
        if (type is not CompositeType composite) return;
        foreach (CompositeMember member in composite.Members) AddField(member.Name, member.Type, isOptional: false);
    }

    private HashSet<FilteredField> FieldsOf(string name)
    {
        if (!_fields.TryGetValue(name, out HashSet<FilteredField>? fields)) _fields.Add(name, fields = []);
        return fields;
    }
}
