using System.Globalization;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Commands;
using FeedHandler.Replay;

namespace FeedHandler.Host.Inspect;

/// <summary>Holds a filter against the schemas: a message, a field or a value that none of them has would show nothing, whatever the capture.</summary>
internal sealed class FilterCheck
{
    private const int NameCountMax = 24;
    private readonly List<string> _messages = [];

    // By name; the types that have names for their values, and null for any other.
    private readonly Dictionary<string, HashSet<SbeType?>> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gathers what the schemas have.</summary>
    public FilterCheck(IEnumerable<SbeSchema> schemas)
    {
        foreach (SbeMessage message in schemas.SelectMany(static schema => schema.Messages))
        {
            _messages.Add(message.Name);
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

    private void RequireMessage(string key, string value)
    {
        bool isKnown = key == "template"
            ? IsNumber(value.Split('-')[0]) || _messages.Contains(value, StringComparer.OrdinalIgnoreCase)
            : _messages.Exists(name => name.Contains(value, StringComparison.OrdinalIgnoreCase));
        if (!isKnown) throw new UsageException($"--filter {key}={PlainText.Short(value)}: no schema has a message of that name: --schema adds one that has");
    }

    private void RequireField(FilterTerm term)
    {
        string key = PlainText.Short(term.Key);
        if (!_fields.TryGetValue(term.Key, out HashSet<SbeType?>? types))
            throw new UsageException($"--filter {key}={PlainText.Short(term.Values[0])}: no schema has a field {key}: --schema adds one that has");
        if (types.Contains(null)) return;
        string[] names = [.. types.SelectMany(NamesOf).Distinct(StringComparer.Ordinal)];
        string? unknown = term.Values.Find(value => !IsRaw(value, types) && !value.Split('|').All(IsName));
        if (unknown is null) return;
        string more = names.Length > NameCountMax ? $" and {names.Length - NameCountMax} more" : "";
        throw new UsageException($"--filter {key}={PlainText.Short(unknown)}: no schema has that value of {key}, give a raw number or one of "
            + string.Join(", ", names.Take(NameCountMax)) + more);

        bool IsName(string part) => names.Contains(part, StringComparer.OrdinalIgnoreCase);
    }

    private void AddBlock(SbeBlock block)
    {
        foreach (SbeField field in block.Fields) AddField(field.Name, field.Type);
        foreach (SbeVariable data in block.Variables) TypesOf(data.Name).Add(null);
        foreach (SbeGroup group in block.Groups) AddBlock(group.Block);
    }

    private void AddField(string name, SbeType type)
    {
        TypesOf(name).Add(type is EnumType or SetType ? type : null);
        if (type is not CompositeType composite) return;
        foreach (CompositeMember member in composite.Members) AddField(member.Name, member.Type);
    }

    private HashSet<SbeType?> TypesOf(string name)
    {
        if (!_fields.TryGetValue(name, out HashSet<SbeType?>? types)) _fields.Add(name, types = new HashSet<SbeType?>(ReferenceEqualityComparer.Instance));
        return types;
    }

    private static IEnumerable<string> NamesOf(SbeType? type) => type switch
    {
        EnumType named => named.Values.Select(static value => value.Name),
        SetType set => set.Choices.Select(static choice => choice.Name),
        _ => [],
    };

    private static bool IsRaw(string value, HashSet<SbeType?> types) =>
        value == "null" || IsNumber(value) || value.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        || (value.Length == 1 && types.Any(static type => type is EnumType { Primitive: PrimitiveType.Char }));

    private static bool IsNumber(string value) => decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
